/** What a code means on the wire. `{param}` in a text is replaced by the parameter's name. */
export interface ErrorEntry {
  status: number
  message: string
  longMessage?: string
}

const entry = (status: number, message: string, longMessage?: string): ErrorEntry =>
  longMessage === undefined ? { status, message } : { status, message, longMessage }

/**
 * The one list of error codes. Codes are the field's and Clerk's identifiers (wire contract 6.5 and appendix A),
 * so that official SDKs branch on them as they expect; the texts are ours.
 */
export const errorCatalog = {
  // Requests
  request_body_invalid: entry(
    400,
    'The request body is not valid',
    'The body could not be read as the content type it claims to be.',
  ),
  request_body_too_large: entry(
    413,
    'The request body is too large',
    'Send a smaller body; the limit stands in the server’s settings.',
  ),
  unsupported_content_type: entry(
    415,
    'Unsupported content type',
    'Send application/json or application/x-www-form-urlencoded.',
  ),
  request_malformed: entry(400, 'Malformed request', 'What was sent is not a valid HTTP request.'),
  request_headers_too_large: entry(
    431,
    'The request headers are too large',
    'Send fewer or shorter headers; too many cookies are the usual cause.',
  ),
  request_timeout: entry(
    408,
    'The request took too long to arrive',
    'Send the whole request without pauses.',
  ),
  malformed_request_parameters: entry(400, 'Malformed request parameters'),
  api_version_invalid: entry(
    400,
    'Unknown API version',
    'Send a version this server knows, either as a header or as a query parameter, not both.',
  ),
  host_invalid: entry(400, 'Invalid host', 'No instance answers on this host.'),
  resource_not_found: entry(
    404,
    'Resource not found',
    'No such resource was found, or it is not yours to see.',
  ),
  method_not_allowed: entry(405, 'Method not allowed', 'This path exists, but not for this method.'),
  too_many_requests: entry(
    429,
    'Too many requests',
    'Wait for the number of seconds in the Retry-After header, then try again.',
  ),
  internal_error: entry(
    500,
    'Something went wrong',
    'The server failed to answer. Quote the trace id when you report this.',
  ),
  service_unavailable: entry(
    503,
    'Temporarily unavailable',
    'The database cannot be reached at the moment. Try again shortly.',
  ),
  maintenance_mode: entry(
    503,
    'Under maintenance',
    'Nobody can sign in or sign up at the moment. Try again shortly.',
  ),
  feature_not_enabled: entry(
    403,
    'This feature is not switched on',
    'Switch it on in the instance’s settings first.',
  ),

  // Callers
  authentication_invalid: entry(
    401,
    'Invalid authentication',
    'The request carries no valid authentication for this resource.',
  ),
  authorization_invalid: entry(403, 'Unauthorized request', 'You are not allowed to perform this request.'),
  authorization_header_format_invalid: entry(
    401,
    'Invalid Authorization header',
    'It must have the form "Bearer <secret key>".',
  ),
  clerk_key_invalid: entry(
    401,
    'The secret key is not valid',
    'Use the secret key of this instance; `keywright keys` prints it.',
  ),
  signed_out: entry(401, 'Signed out', 'This client is not signed in.'),
  session_not_found: entry(
    404,
    'Session not found',
    'The session does not exist on this client or has ended.',
  ),
  dev_browser_unauthenticated: entry(
    401,
    'Browser unauthenticated',
    'The development browser token is unknown or has expired.',
  ),
  origin_invalid: entry(
    400,
    'Invalid origin',
    'Requests from this origin are not allowed for this instance.',
  ),
  origin_missing: entry(400, 'Missing origin', 'The request must carry an Origin header.'),
  origin_authorization_headers_conflict: entry(
    400,
    'Origin and Authorization together',
    'Send either an Origin or an Authorization header: browsers use cookies, native apps a token.',
  ),
  multiple_authorization_header_values_forbidden: entry(
    400,
    'More than one Authorization header',
    'Send exactly one Authorization header.',
  ),
  multiple_origin_header_values_forbidden: entry(
    400,
    'More than one Origin header',
    'Send exactly one Origin header.',
  ),
  native_api_disabled: entry(
    400,
    'The native API is off',
    'Switch on native applications in this instance’s settings.',
  ),
  proxy_request_missing_secret_key: entry(
    400,
    'The proxy sent no secret key',
    'A proxied request must carry the Clerk-Secret-Key header.',
  ),
  proxy_request_invalid_secret_key: entry(
    401,
    'The proxy’s secret key is not valid',
    'The Clerk-Secret-Key header does not belong to this instance.',
  ),
  invalid_action_for_session: entry(
    400,
    'Not possible for this session',
    'The session’s status does not allow this action.',
  ),
  action_for_session_not_authorized: entry(
    401,
    'Not allowed for this session',
    'The session is pending: its user has to complete its tasks first.',
  ),
  session_token_too_large: entry(
    400,
    'The session token is too large',
    'Browsers drop a cookie of more than 4096 bytes, and whoever has it would be signed out without a word.',
  ),
  session_reverification_required: entry(
    403,
    'Verify again to continue',
    'This change needs a recent verification of the signed-in user.',
  ),
  session_reverification_missing: entry(400, 'No verification under way', 'Start the verification first.'),
  infinite_redirect_loop: entry(
    400,
    'Redirect loop',
    'The keys of the app and of this instance do not belong together.',
  ),

  // Parameters
  form_param_missing: entry(422, '{param} is missing', 'The parameter {param} is required.'),
  form_param_unknown: entry(
    422,
    '{param} is not a valid parameter',
    'This request does not know the parameter {param}. Remove it.',
  ),
  form_param_duplicate: entry(422, '{param} is given twice', 'Send the parameter {param} once.'),
  form_incorrect_signature: entry(
    422,
    'Incorrect signature',
    'The signature was not made by this wallet, or not over the message that was shown.',
  ),
  form_param_nil: entry(422, 'Enter {param}.', 'The parameter {param} cannot be empty.'),
  form_param_format_invalid: entry(
    422,
    '{param} is invalid',
    'The value of {param} does not have the right format.',
  ),
  form_param_type_invalid: entry(
    422,
    '{param} has the wrong type',
    'The value of {param} is of the wrong type.',
  ),
  form_param_value_invalid: entry(
    422,
    '{param} is invalid',
    'The value of {param} is not one of the accepted values.',
  ),
  form_param_value_too_large: entry(
    422,
    '{param} is too large',
    'The value of {param} is above the accepted maximum.',
  ),
  form_param_max_length_exceeded: entry(
    422,
    '{param} is too long',
    'The value of {param} is longer than accepted.',
  ),
  form_param_min_length_exceeded: entry(
    422,
    '{param} is too short',
    'The value of {param} is shorter than accepted.',
  ),
  form_param_array_size_exceeded: entry(
    422,
    '{param} has too many elements',
    'Send fewer elements in {param}.',
  ),
  form_param_exceeds_allowed_size: entry(
    422,
    '{param} is too large',
    'The value of {param} is larger than the allowed size.',
  ),
  form_param_invalid_time: entry(
    422,
    '{param} is not a time',
    'Send a time as RFC 3339 text or as milliseconds since 1970.',
  ),
  form_param_value_disabled: entry(
    400,
    '{param} is switched off',
    'The value of {param} is not enabled for this instance.',
  ),
  form_disallow_future_date: entry(422, '{param} lies in the future', 'Send a time that has passed.'),
  form_conditional_param_missing: entry(
    422,
    '{param} is missing',
    'Together with the other parameters of this request, {param} is required.',
  ),
  form_conditional_param_disallowed: entry(
    422,
    '{param} is not allowed here',
    'The parameter {param} cannot be combined with the others.',
  ),
  bulk_size_exceeded: entry(400, 'Too many entries', 'Send fewer entries in one request.'),
  form_data_missing: entry(422, 'No data', 'Send at least one value.'),

  // Identifiers and accounts
  form_identifier_exists: entry(
    422,
    'That {param} is taken. Please try another.',
    'That {param} is taken. Please try another.',
  ),
  form_identifier_not_found: entry(
    422,
    'We couldn’t find your account.',
    'No account with this identifier was found.',
  ),
  form_username_invalid_length: entry(
    422,
    'The username has the wrong length',
    'The username is shorter or longer than this instance accepts.',
  ),
  form_username_invalid_character: entry(
    422,
    'The username has invalid characters',
    'Use letters, numbers, "-" and "_".',
  ),
  form_username_needs_non_number_char: entry(422, 'The username needs a character that is not a number'),
  too_many_unverified_identifications: entry(
    400,
    'Too many unverified identifiers',
    'Verify or remove one before you add another.',
  ),
  identification_claimed: entry(
    400,
    'Already claimed',
    'This identifier was verified by another user in the meantime.',
  ),
  identification_deletion_failed: entry(
    400,
    'This identifier cannot be deleted',
    'It is the last one that lets this user sign in.',
  ),
  last_required_identification_deletion_failed: entry(
    400,
    'This is the last identifier',
    'The user must keep at least one identifier of this kind.',
  ),
  identification_update_failed: entry(400, 'This identifier cannot be changed'),
  duplicate_record: entry(400, 'It exists already', 'A record with these values exists already.'),
  user_locked: entry(
    403,
    'The account is locked',
    'After too many failed attempts this account is locked for a while. Try again later.',
  ),
  user_banned: entry(403, 'The account is banned', 'This user may not sign in.'),
  user_deactivated: entry(403, 'The account is deactivated'),
  user_delete_self_not_enabled: entry(
    403,
    'Self-deletion is off',
    'Users of this instance cannot delete their own accounts.',
  ),
  user_data_missing: entry(
    422,
    'User data is missing',
    'The user would have neither an identifier nor a password this instance accepts.',
  ),
  not_allowed_access: entry(
    403,
    'Access not allowed',
    'This identifier is not allowed to sign up or sign in here.',
  ),
  sign_up_restricted_waitlist: entry(
    403,
    'Sign-up is by waiting list',
    'Join the waiting list of this application first.',
  ),
  sign_up_mode_restricted: entry(
    403,
    'Sign-up is restricted',
    'Access to this application is by invitation.',
  ),
  external_account_not_found: entry(
    422,
    'No account with this connection',
    'Nobody has signed up here with this account yet.',
  ),
  external_account_exists: entry(
    422,
    'This account is in use',
    'Somebody has signed up here with this account already.',
  ),

  // Providers
  oauth_provider_not_enabled: entry(
    400,
    'This provider is not switched on',
    'Switch the provider on for this instance, or choose another way.',
  ),
  oauth_non_authenticatable_provider: entry(
    400,
    'This provider does not sign anybody in',
    'Its accounts can only be connected to a user who has signed in.',
  ),
  oauth_config_missing: entry(
    422,
    'The provider’s credentials are missing',
    'Give {param} as the provider shows it for your application.',
  ),
  oauth_shared_credentials_not_supported: entry(
    422,
    'The built-in provider is for development',
    'Give the client id and secret that the provider made for your application.',
  ),
  oauth_callback_invalid: entry(
    400,
    'This sign-in cannot be completed',
    'It was begun in another browser, is over already, or took too long. Start again from the application.',
  ),
  oauth_access_denied: entry(
    403,
    'Access was not granted',
    'You did not allow the application to use your account, or closed the page. Try again, or use another method.',
  ),
  oauth_token_exchange_error: entry(
    400,
    'The provider did not confirm this sign-in',
    'The provider refused or could not be reached. Try again; if it stays so, tell whoever runs this application.',
  ),
  oauth_fetch_user_error: entry(
    400,
    'The provider did not say who you are',
    'Your profile at the provider could not be read. Try again; if it stays so, tell whoever runs this application.',
  ),
  oauth_identification_claimed: entry(
    422,
    'This account belongs to somebody else here',
    'It is connected to another user of this application.',
  ),
  oauth_account_already_connected: entry(
    400,
    'Already connected',
    'An account of this provider is connected already.',
  ),
  oauth_account_mismatch: entry(
    422,
    'This is another account',
    'Choose the account at the provider that you connected before, or connect the other one beside it.',
  ),
  oauth_token_provider_not_enabled: entry(
    404,
    'This provider is not switched on',
    'No tokens are kept for a provider that is not switched on for this instance.',
  ),
  oauth_token_retrieval_error: entry(
    400,
    'The token could not be renewed',
    'The provider did not renew the access token. The user has to connect the account again.',
  ),
  oauth_missing_refresh_token: entry(
    422,
    'No refresh token',
    'The access token has expired and the provider gave nothing to renew it with.',
  ),
  oauth_missing_access_token: entry(422, 'No access token', 'No token is kept for this account.'),
  account_transfer_invalid: entry(
    400,
    'Nothing to transfer',
    'There is no verified attempt on this client that could be transferred.',
  ),

  // Passwords
  form_password_incorrect: entry(422, 'Password is incorrect. Try again, or use another method.'),
  form_password_or_identifier_incorrect: entry(
    422,
    'The identifier or the password is incorrect. Try again, or use another method.',
  ),
  form_password_length_too_short: entry(
    422,
    'Passwords must be longer',
    'The password is shorter than this instance requires.',
  ),
  form_password_length_too_long: entry(
    422,
    'Passwords must be shorter',
    'The password is longer than this instance accepts.',
  ),
  form_password_size_in_bytes_exceeded: entry(
    422,
    'The password has too many bytes',
    'The password is longer than the supported number of bytes.',
  ),
  form_password_no_uppercase: entry(422, 'The password needs an uppercase letter'),
  form_password_no_lowercase: entry(422, 'The password needs a lowercase letter'),
  form_password_no_number: entry(422, 'The password needs a number'),
  form_password_no_special_char: entry(422, 'The password needs a special character'),
  form_password_pwned: entry(
    422,
    'This password is known from a breach',
    'The password appears in a public list of leaked passwords. Choose another one.',
  ),
  form_password_compromised: entry(
    422,
    'This password was marked as compromised',
    'Sign in another way and choose a new password.',
  ),
  form_password_validation_failed: entry(422, 'Incorrect password', 'The current password is not correct.'),
  form_password_matches_identifier: entry(
    422,
    'The password equals an identifier',
    'Choose a password that is not your email address or username.',
  ),
  form_password_digest_invalid_code: entry(
    422,
    'The password digest is not valid',
    'The digest does not have the form of the given password_hasher.',
  ),
  form_new_password_matches_current: entry(
    422,
    'The new password equals the current one',
    'Choose a password that differs from the current one.',
  ),
  incorrect_password: entry(422, 'Incorrect password'),
  no_password_set: entry(400, 'No password set', 'This user has no password.'),
  password_required: entry(400, 'A password is required', 'This instance requires users to have a password.'),
  needs_new_password: entry(400, 'A new password is needed'),

  // Verifications
  form_code_incorrect: entry(
    422,
    'Incorrect code',
    'The code is incorrect. Try again, or ask for a new one.',
  ),
  form_verification_needed: entry(422, 'Verification needed'),
  verification_expired: entry(400, 'Expired', 'The verification has expired. Ask for a new one.'),
  verification_failed: entry(400, 'Too many failed attempts', 'Ask for a new code and try again.'),
  verification_already_verified: entry(
    400,
    'Already verified',
    'This verification has been completed already.',
  ),
  verification_missing: entry(400, 'No verification under way', 'Prepare the verification first.'),
  verification_strategy_invalid: entry(
    400,
    'Invalid verification strategy',
    'This strategy does not fit the verification under way.',
  ),
  verification_not_sent: entry(400, 'Nothing was sent', 'Ask for a code or a link first.'),
  verification_code_too_many_requests: entry(
    429,
    'Too many codes requested',
    'Wait a while before you ask for another code.',
  ),
  verification_link_token_expired: entry(400, 'The link has expired', 'Ask for a new link.'),
  verification_link_token_invalid: entry(400, 'The link is not valid', 'Ask for a new link.'),
  verification_link_token_stale: entry(400, 'The link was used already', 'Ask for a new link.'),
  sign_in_email_link_not_same_client: entry(
    403,
    'Another device',
    'Open the link on the device on which you asked for it.',
  ),
  sign_up_email_link_not_same_client: entry(
    403,
    'Another device',
    'Open the link on the device on which you asked for it.',
  ),
  strategy_for_user_invalid: entry(
    400,
    'Not possible for this account',
    'This account cannot sign in with this strategy.',
  ),
  no_second_factors: entry(400, 'No second factor', 'This account has no second factor.'),
  totp_already_enabled: entry(
    400,
    'There is an authenticator app already',
    'Remove the authenticator app of this account before you set up another.',
  ),
  totp_disabled: entry(400, 'No authenticator app', 'This user has not set up an authenticator app.'),
  totp_incorrect_code: entry(
    422,
    'Incorrect code',
    'This is not a code of the user’s authenticator app, or it has been used.',
  ),
  backup_codes_not_available: entry(
    400,
    'No backup codes here',
    'Backup codes need another second factor, and an instance that has them switched on.',
  ),

  // Attempts and sessions
  client_not_found: entry(400, 'No client', 'The request carries no known client.'),
  client_state_invalid: entry(
    400,
    'Invalid client state',
    'The action is not possible in the client’s current state.',
  ),
  session_exists: entry(400, 'Session already exists', 'You are signed in already.'),
  identifier_already_signed_in: entry(
    400,
    'Already signed in',
    'A session of this account is active on this client already.',
  ),
  sign_up_cannot_be_updated: entry(
    403,
    'The sign-up cannot be changed',
    'Only a sign-up that is still under way can be changed.',
  ),
  sign_up_if_missing_not_allowed: entry(
    422,
    'Not allowed here',
    'Strangers cannot go on to sign up: sign-up is restricted.',
  ),
  sign_up_if_missing_strategy_not_supported: entry(
    422,
    'Not possible with this strategy',
    'Going on to sign up needs a code or a link sent to the address.',
  ),
  sign_up_outdated_verification: entry(410, 'Outdated verification', 'Start the sign-up again.'),
  session_creation_not_allowed: entry(409, 'A session cannot be created'),
  sync_nonce_already_consumed: entry(403, 'Already used', 'This link between domains was used already.'),
  invalid_handshake: entry(400, 'Invalid handshake'),
  missing_query_parameter: entry(
    400,
    'A query parameter is missing',
    'The query parameter {param} is required.',
  ),
  invalid_query_parameter_value: entry(
    400,
    'A query parameter is invalid',
    'The value of the query parameter {param} is not valid.',
  ),
  invalid_redirect_url: entry(422, 'Invalid redirect URL', 'Send an absolute http or https URL.'),
  prohibited_redirect_url: entry(
    422,
    'Redirect URL not allowed',
    'Redirects may only go to origins that belong to this instance.',
  ),
  redirect_url_not_associated_with_instance: entry(
    422,
    'Redirect URL not registered',
    'Register the URL for this instance first.',
  ),
  invalid_url_scheme: entry(422, 'Invalid URL scheme'),
  url_based_session_syncing_disabled: entry(400, 'Session syncing by URL is off'),

  // Tickets and tokens
  ticket_expired_code: entry(400, 'The ticket has expired', 'Ask for a new one.'),
  ticket_invalid_code: entry(400, 'The ticket is not valid', 'Ask for a new one.'),
  sign_in_token_revoked_code: entry(400, 'The sign-in token was revoked'),
  sign_in_token_already_used_code: entry(
    400,
    'The sign-in token was used already',
    'Each token works once. Ask for a new one.',
  ),
  sign_in_token_cannot_be_used_code: entry(400, 'The sign-in token cannot be used'),
  sign_in_token_cannot_be_revoked_code: entry(
    400,
    'The sign-in token cannot be revoked',
    'Only pending tokens can be revoked.',
  ),
  sign_in_token_not_in_sign_in_code: entry(400, 'Sign-in tokens are for signing in'),
  invalid_session_token: entry(400, 'Invalid session token'),
  cookie_invalid: entry(400, 'Invalid cookie'),
  jwt_template_reserved_claim: entry(
    400,
    'A reserved claim',
    'The claim {param} is set by the server and cannot be part of a template.',
  ),
  session_token_jwt_template: entry(403, 'The session token cannot be changed here'),
  expired_session_token_invalid: entry(401, 'The expired session token is not valid'),
  expired_session_token_missing_azp: entry(401, 'The expired session token has no azp claim'),
  expired_session_token_missing_sid: entry(401, 'The expired session token has no sid claim'),
  refresh_request_origin_invalid: entry(401, 'The request origin is not valid'),
  refresh_request_origin_azp_mismatch: entry(401, 'The request origin is not the one the token was made for'),
  refresh_sid_mismatch: entry(401, 'The tokens belong to different sessions'),
  refresh_token_not_found: entry(401, 'Unknown refresh token'),
  session_refresh_session_not_found: entry(401, 'The session does not exist'),
  session_refresh_inactive_session: entry(401, 'The session is not active'),
  session_refresh_user_not_found: entry(401, 'The session’s user does not exist'),
  session_refresh_expired_session_token_too_old: entry(401, 'The expired session token is too old'),
  session_refresh_expired_session_token_consumed: entry(
    401,
    'The expired session token was exchanged already',
  ),
  session_refresh_expired_session_token_missing_iat: entry(401, 'The expired session token has no iat claim'),
  session_refresh_session_token_ineligible: entry(401, 'This session token cannot be exchanged'),

  // Domains, instances, configuration
  operation_not_allowed_on_satellite_domain: entry(403, 'Not possible on a satellite domain'),
  operation_not_allowed_on_primary_domain: entry(403, 'Not possible on the primary domain'),
  primary_domain_already_exists: entry(422, 'A primary domain exists already'),
  request_invalid_for_environment: entry(
    400,
    'Not possible in this environment',
    'This operation needs an instance of another environment type.',
  ),
  request_invalid_for_instance: entry(400, 'Not possible for this instance'),
  breaks_instance_invariant: entry(
    400,
    'The instance would not work',
    'With these settings nobody could sign in.',
  ),
  malformed_publishable_key: entry(
    400,
    'Unknown publishable key',
    'No instance of this server has this publishable key.',
  ),
  form_invalid_origin: entry(422, 'Invalid origin', 'The value of {param} is not an origin.'),
  conflict: entry(409, 'Conflict', 'It was changed in the meantime. Read it again and repeat the change.'),
  home_url_taken: entry(422, 'The URL is taken'),

  // Organizations
  organization_not_enabled_in_instance: entry(
    403,
    'Organizations are switched off',
    'Switch organizations on in the instance’s settings first.',
  ),
  organizations_disable_not_allowed: entry(
    400,
    'Organizations cannot be switched off',
    'Something that is switched on for this instance needs organizations.',
  ),
  force_organization_selection_not_allowed_when_organizations_disabled: entry(
    422,
    'Organizations are switched off',
    'Nobody can be asked to choose an organization where there are none.',
  ),
  missing_organization_permission: entry(
    403,
    'You may not do this',
    'Your roles in this organization lack a permission that this needs.',
  ),
  not_a_member_in_organization: entry(403, 'Not a member', 'The user is not a member of this organization.'),
  already_a_member_in_organization: entry(
    400,
    'Already a member',
    'The user is a member of this organization already.',
  ),
  organization_minimum_permissions_needed: entry(
    400,
    'This is the last administrator',
    'An organization keeps at least one member who can manage its members and delete it.',
  ),
  organization_quota_exceeded: entry(
    403,
    'No further organization',
    'You have created as many organizations as you may.',
  ),
  organization_membership_quota_exceeded: entry(
    403,
    'The organization is full',
    'Members and pending invitations together have reached the limit of this organization.',
  ),
  quota_exceeded: entry(403, 'Too many', 'This instance has as many of these as it can have.'),
  organization_creator_not_found: entry(400, 'Unknown creator', 'No user has the id given in created_by.'),
  organization_slugs_disabled: entry(
    403,
    'Organizations have no slugs here',
    'Leave the slug out, or switch slugs on in the instance’s settings.',
  ),
  organization_admin_delete_not_enabled: entry(
    403,
    'Organizations are not deleted here',
    'Members of this organization cannot delete it, whatever their role.',
  ),
  user_create_organization_not_enabled: entry(
    403,
    'You may not create organizations',
    'Creating organizations is switched off for this user.',
  ),
  personal_accounts_not_allowed: entry(
    422,
    'An organization is needed',
    'Users of this instance always act in an organization.',
  ),
  organization_policy_unmet: entry(
    403,
    'Your session does not meet the policy of this organization',
    'Meet the rules named in `meta.unmet`: sign in again in a way that the organization allows, or call from where it allows.',
  ),
  organization_policy_looser_than_instance: entry(
    422,
    'The instance asks for more',
    'An organization can ask for more than its instance, never for less. Leave {param} out, or make it stricter.',
  ),
  organization_policy_mfa_unavailable: entry(
    422,
    'There is no second factor to ask for',
    'Users of this instance cannot set up a second factor. Switch one on in the instance’s settings first.',
  ),
  organization_policy_excludes_caller: entry(
    422,
    'You would lock yourself out',
    'Your own session does not meet this policy. Sign in in a way that does, then change it.',
  ),

  // Roles and permissions
  organization_system_permission_not_modifiable: entry(
    403,
    'A system permission stays as it is',
    'Permissions that begin with "org:sys_" can be given to roles, not changed or deleted.',
  ),
  organization_role_permission_association_exists: entry(
    409,
    'The role has it already',
    'This permission belongs to the role already.',
  ),
  organization_role_permission_association_not_found: entry(
    404,
    'The role does not have it',
    'This permission does not belong to the role.',
  ),
  organization_missing_creator_role_permissions: entry(
    422,
    'A creator needs more permissions',
    'The role of those who create organizations must hold the permissions to delete the organization and to read and manage its members.',
  ),
  organization_role_assigned_members: entry(
    422,
    'Members have this role',
    'Give the members with this role another one first.',
  ),
  organization_role_default_creator_role: entry(
    422,
    'Creators or new members get this role',
    'Choose another creator role and default role in every role set with this role first.',
  ),
  organization_role_domain_default_role: entry(
    422,
    'Verified domains give this role',
    'Choose another default role for verified domains first.',
  ),
  organization_role_exists_in_invitations: entry(
    422,
    'Pending invitations offer this role',
    'Revoke the pending invitations with this role first.',
  ),
  organization_instance_roles_quota_exceeded: entry(
    403,
    'Too many roles',
    'Delete a role before you create another.',
  ),
  organization_instance_role_sets_quota_exceeded: entry(
    403,
    'Too many role sets',
    'Replace a role set by another before you create a further one.',
  ),
  organization_role_on_set_assigned_to_user: entry(
    422,
    'Members have this role',
    'Name the role that takes its place.',
  ),
  organization_role_set_reassignment_mappings_missing: entry(
    422,
    'Roles are not mapped',
    'Name a role of the new set for each role that members or pending invitations have and the new set lacks.',
  ),
  organization_role_set_reassignment_mappings_invalid: entry(
    422,
    'Roles are mapped wrongly',
    'Map roles of this set to roles of the new one.',
  ),
  role_migration_in_progress: entry(
    409,
    'Roles are being exchanged',
    'Members of this role set are being moved to other roles. Try again when that is done.',
  ),

  // Organization invitations
  organization_invitation_not_unique: entry(
    400,
    'Invited already',
    'There is a pending invitation for this address already.',
  ),
  organization_invitation_not_found: entry(
    404,
    'Unknown invitation',
    'No such invitation was found, or it is for somebody else.',
  ),
  organization_invitation_not_pending: entry(
    404,
    'The invitation is over',
    'Only a pending invitation can be accepted or revoked.',
  ),
  organization_invitation_already_accepted: entry(
    400,
    'Accepted already',
    'This invitation was accepted already. Sign in instead.',
  ),
  organization_invitation_revoked_code: entry(
    400,
    'The invitation was revoked',
    'Ask the organization for a new invitation.',
  ),
  organization_invitation_to_deleted_organization: entry(
    400,
    'The organization is gone',
    'The organization was deleted after it invited you.',
  ),
  organization_invitation_identification_not_exist: entry(
    400,
    'No account with this address',
    'Sign up to accept this invitation.',
  ),
  organization_invitation_identification_already_exists: entry(
    400,
    'There is an account with this address',
    'Sign in to accept this invitation.',
  ),

  // Organization domains
  organization_domains_not_enabled: entry(
    403,
    'Verified domains are switched off',
    'Switch verified domains on in the instance’s settings first.',
  ),
  organization_domain_quota_exceeded: entry(
    403,
    'Too many domains',
    'Remove a domain of this organization before you add another.',
  ),
  organization_domain_enrollment_mode_not_enabled: entry(
    403,
    'This enrollment mode is switched off',
    'Choose an enrollment mode that this instance allows.',
  ),
  organization_domain_enrollment_mode_invalid: entry(
    422,
    'Unknown enrollment mode',
    'Choose one of the enrollment modes of organization domains.',
  ),
  organization_domain_already_exists: entry(
    422,
    'The domain is taken',
    'Another organization has verified this domain.',
  ),
  organization_domain_already_exists_same_organization: entry(
    422,
    'The domain is there already',
    'This organization has this domain already.',
  ),
  organization_domain_common: entry(
    422,
    'A domain that many share',
    'Domains of public mail providers belong to no organization.',
  ),
  organization_domain_blocked: entry(422, 'The domain is blocked', 'This domain cannot be added.'),
  organization_domain_mismatch: entry(
    422,
    'Not an address of this domain',
    'Give an email address of the domain that is to be verified.',
  ),
  organization_domain_ownership_not_verified: entry(
    422,
    'The record was not found',
    'The TXT record is missing or says something else. DNS changes can take some time to arrive.',
  ),
  organization_suggestion_already_accepted: entry(
    400,
    'Asked already',
    'You have asked to join this organization already.',
  ),

  // Images
  image_not_found: entry(404, 'Image not found'),
  image_too_large: entry(413, 'The image is too large', 'Send a smaller image.'),
  image_type_not_supported: entry(400, 'Not an image', 'Send a PNG, JPEG, GIF, WebP or AVIF image.'),
} as const satisfies Record<string, ErrorEntry>

export type ErrorCode = keyof typeof errorCatalog
