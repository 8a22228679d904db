import type { OrganizationPolicyTexts } from '../locale.ts'

export const organizationPolicy: OrganizationPolicyTexts = {
  'policy.text':
    'Was die Organisation von ihren Mitgliedern über das hinaus verlangt, was {applicationName} von allen verlangt.',
  'policy.inherited': 'Übernommen',
  'policy.overridden': 'Hier gesetzt',
  'policy.inheritedValue': 'Ohne dies: {value}',
  'policy.change': 'Ändern',
  'policy.reset': 'Zurücksetzen',
  'policy.saved': 'Gespeichert.',
  'policy.wasReset': 'Es gilt wieder, was {applicationName} vorgibt.',
  'policy.mfa_required': 'Zweiter Faktor',
  'policy.mfa_required.on': 'Jedes Mitglied braucht einen',
  'policy.mfa_required.off': 'Nicht nötig',
  'policy.mfa_required.require': 'Verlangen',
  'policy.mfa_required.text': 'Wer keinen nachgewiesen hat, bleibt so lange draußen.',
  'policy.mfa_required.unavailable': 'In {applicationName} kann niemand einen einrichten.',
  'policy.sign_in_methods': 'Wege zur Anmeldung',
  'policy.sign_in_methods.all': 'Jeder, den {applicationName} anbietet',
  'policy.sign_in_methods.legend': 'Mitglieder melden sich an mit',
  'policy.session_lifetime_seconds': 'Dauer einer Sitzung',
  'policy.session_lifetime_seconds.label': 'Mitglieder melden sich erneut an nach',
  'policy.session_lifetime_seconds.value': '{duration} ab der Anmeldung',
  'policy.ip_ranges': 'Netze',
  'policy.ip_ranges.label': 'Adressen und Bereiche',
  'policy.ip_ranges.hint': 'Einer je Zeile, etwa 192.0.2.0/24 oder 2001:db8::/32. Leer: von überall.',
  'policy.ip_ranges.any': 'Von überall',
  'policy.ip_ranges.none': 'Von nirgendwo',
  'error.form_param_missing.sign_in_methods': 'Wählen Sie mindestens einen.',
  'error.form_param_value_invalid.ip_ranges': 'Schreiben Sie Adressen oder Bereiche, etwa 192.0.2.0/24.',
  'error.form_param_format_invalid.ip_ranges': 'Schreiben Sie Adressen oder Bereiche, etwa 192.0.2.0/24.',
  'error.form_param_array_size_exceeded.ip_ranges': 'Höchstens 100.',
  'error.organization_policy_looser_than_instance': '{applicationName} verlangt mehr als das.',
  'error.organization_policy_mfa_unavailable': 'Niemand kann einen zweiten Faktor einrichten.',
  'error.organization_policy_excludes_caller':
    'Sie würden sich aussperren: Ihre eigene Sitzung erfüllt das nicht.',
  'error.organization_policy_excludes_caller.mfa_required':
    'Sie würden sich aussperren. Melden Sie sich zuerst mit einem zweiten Faktor an.',
  'error.organization_policy_excludes_caller.sign_in_methods':
    'Sie würden sich aussperren: Sie haben sich auf einem anderen Weg angemeldet.',
  'error.organization_policy_excludes_caller.session_lifetime_seconds':
    'Sie würden sich aussperren: Ihre Anmeldung ist länger her. Melden Sie sich zuerst erneut an.',
  'error.organization_policy_excludes_caller.ip_ranges':
    'Sie würden sich aussperren: Ihr eigenes Netz ist nicht darunter.',
  'policyUnmet.title': '{name} verlangt mehr',
  'policyUnmet.text':
    'Sie sind Mitglied, aber so, wie Sie jetzt angemeldet sind, reicht es nicht, um dort zu arbeiten.',
  'policyUnmet.mfa_required':
    'Richten Sie in Ihrem Konto einen zweiten Faktor ein und melden Sie sich damit an.',
  'policyUnmet.sign_in_method': 'Melden Sie sich erneut an mit: {methods}.',
  'policyUnmet.session_too_old': 'Melden Sie sich erneut an: Das ist mehr als {duration} her.',
  'policyUnmet.ip_not_allowed': 'Wechseln Sie das Netz: Ihr jetziges ist dort nicht erlaubt.',
  'policyUnmet.signIn': 'Erneut anmelden',
  'policyUnmet.account': 'Konto öffnen',
  'policyUnmet.retry': 'Noch einmal versuchen',
  'policyUnmet.close': 'Nicht jetzt',
  'policyUnmet.method.password': 'Passwort',
  'policyUnmet.method.email_code': 'Code per E-Mail',
  'policyUnmet.method.email_link': 'Link per E-Mail',
  'policyUnmet.method.ticket': 'Einladungen und Links von {applicationName}',
}
