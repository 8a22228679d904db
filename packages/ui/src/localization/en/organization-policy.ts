/** What is said of what an organization asks of the sessions of its members. */
export const organizationPolicy = {
  'policy.text': 'What the organization asks of its members beyond what {applicationName} asks of everybody.',
  'policy.inherited': 'Inherited',
  'policy.overridden': 'Set here',
  'policy.inheritedValue': 'Without it: {value}',
  'policy.change': 'Change',
  'policy.reset': 'Reset',
  'policy.saved': 'Saved.',
  'policy.wasReset': 'It is as {applicationName} says again.',
  'policy.mfa_required': 'Second factor',
  'policy.mfa_required.on': 'Every member needs one',
  'policy.mfa_required.off': 'Not needed',
  'policy.mfa_required.require': 'Require',
  'policy.mfa_required.text': 'Whoever has not proven one is kept out until they have.',
  'policy.mfa_required.unavailable': 'Users cannot set one up in {applicationName}.',
  'policy.sign_in_methods': 'Ways to sign in',
  'policy.sign_in_methods.all': 'Any that {applicationName} offers',
  'policy.sign_in_methods.legend': 'Members sign in with',
  'policy.session_lifetime_seconds': 'Length of a session',
  'policy.session_lifetime_seconds.label': 'Members sign in again after',
  'policy.session_lifetime_seconds.value': '{duration} after the sign-in',
  'policy.ip_ranges': 'Networks',
  'policy.ip_ranges.label': 'Addresses and ranges',
  'policy.ip_ranges.hint': 'One on each line, such as 192.0.2.0/24 or 2001:db8::/32. Empty: from anywhere.',
  'policy.ip_ranges.any': 'From anywhere',
  'policy.ip_ranges.none': 'From nowhere',

  'error.form_param_missing.sign_in_methods': 'Choose at least one.',
  'error.form_param_value_invalid.ip_ranges': 'Write addresses or ranges, such as 192.0.2.0/24.',
  'error.form_param_format_invalid.ip_ranges': 'Write addresses or ranges, such as 192.0.2.0/24.',
  'error.form_param_array_size_exceeded.ip_ranges': 'At most 100.',
  'error.organization_policy_looser_than_instance': '{applicationName} asks for more than that.',
  'error.organization_policy_mfa_unavailable': 'Users cannot set up a second factor.',
  'error.organization_policy_excludes_caller':
    'You would lock yourself out: your own session does not meet this.',
  'error.organization_policy_excludes_caller.mfa_required':
    'You would lock yourself out. Sign in with a second factor first.',
  'error.organization_policy_excludes_caller.sign_in_methods':
    'You would lock yourself out: you signed in in another way.',
  'error.organization_policy_excludes_caller.session_lifetime_seconds':
    'You would lock yourself out: you signed in longer ago. Sign in again first.',
  'error.organization_policy_excludes_caller.ip_ranges':
    'You would lock yourself out: your own network is not among these.',
} as const
