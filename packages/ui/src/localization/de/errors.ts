import type { ErrorTexts } from '../locale.ts'

export const errors: ErrorTexts = {
  'error.unknown_error': 'Etwas ist schiefgegangen. Versuchen Sie es gleich noch einmal.',
  'error.internal_error': 'Bei uns ist etwas schiefgegangen. Versuchen Sie es gleich noch einmal.',
  'error.service_unavailable': 'Wir sind gerade nicht zu erreichen. Versuchen Sie es in Kürze wieder.',
  'error.too_many_requests': 'Zu viele Versuche. Warten Sie einen Moment.',
  'error.too_many_requests.wait':
    'Zu viele Versuche. Warten Sie {count, plural, one {{count} Sekunde} other {{count} Sekunden}}.',
  'error.verification_code_too_many_requests':
    'Zu viele Nachrichten. Warten Sie einen Moment, bevor Sie wieder eine anfordern.',
  'error.form_identifier_not_found': 'Es wurde kein Konto gefunden.',
  'error.form_password_incorrect': 'Das Passwort stimmt nicht.',
  'error.form_password_or_identifier_incorrect': 'Konto oder Passwort stimmen nicht.',
  'error.form_password_compromised': 'Dieses Passwort ist anderen bekannt. Nehmen Sie einen anderen Weg.',
  'error.strategy_for_user_invalid': 'So kann sich dieses Konto nicht anmelden.',
  'error.form_code_incorrect': 'Der Code stimmt nicht. Prüfen Sie ihn und versuchen Sie es noch einmal.',
  'error.verification_failed': 'Zu viele falsche Codes. Fordern Sie einen neuen an.',
  'error.verification_expired': 'Dieser Code ist zu alt. Fordern Sie einen neuen an.',
  'error.verification_already_verified': 'Das ist schon bestätigt.',
  'error.user_banned': 'Dieses Konto ist geschlossen.',
  'error.user_locked': 'Dieses Konto ist für eine Weile gesperrt.',
  'error.not_allowed_access': 'Diese Adresse ist hier nicht zugelassen.',
  'error.form_identifier_exists': 'Das ist schon vergeben.',
  'error.form_identifier_exists.username': 'Dieser Benutzername ist vergeben. Nehmen Sie einen anderen.',
  'error.form_param_nil': 'Das fehlt noch.',
  'error.form_param_format_invalid': 'Das sieht nicht richtig aus.',
  'error.form_param_format_invalid.email_address': 'Das ist keine E-Mail-Adresse.',
  'error.form_param_format_invalid.identifier': 'Damit kann man sich hier nicht anmelden.',
  'error.form_param_exceeds_allowed_size': 'Das ist zu lang.',
  'error.form_password_length_too_short': 'Wählen Sie ein längeres Passwort.',
  'error.form_password_length_too_long': 'Wählen Sie ein kürzeres Passwort.',
  'error.form_password_pwned': 'Dieses Passwort ist aus einem Datenleck bekannt. Wählen Sie ein anderes.',
  'error.form_new_password_matches_current': 'Wählen Sie ein anderes als Ihr jetziges Passwort.',
  'error.form_username_invalid_length': 'Dieser Benutzername ist zu kurz oder zu lang.',
  'error.form_username_invalid_character': 'In Benutzernamen gehen nur Buchstaben, Ziffern, „-“ und „_“.',
  'error.form_username_needs_non_number_char': 'Ein Benutzername braucht einen Buchstaben.',
  'error.external_account_not_found': 'Mit diesem Konto hat sich noch niemand registriert.',
  'error.external_account_exists':
    'Mit diesem Konto hat sich schon jemand registriert. Melden Sie sich damit an.',
  'error.ticket_invalid_code': 'Dieser Link ist nicht gültig. Bitten Sie um einen neuen.',
  'error.ticket_expired_code': 'Dieser Link ist abgelaufen. Bitten Sie um einen neuen.',
  'error.oauth_access_denied':
    'Der Zugriff wurde nicht erlaubt. Versuchen Sie es erneut oder auf einem anderen Weg.',
  'error.oauth_provider_not_enabled': 'Dieser Weg der Anmeldung ist abgeschaltet. Nehmen Sie einen anderen.',
  'error.oauth_callback_invalid': 'Diese Anmeldung ist beendet. Versuchen Sie es erneut.',
  'error.oauth_token_exchange_error':
    'Der Anbieter hat es nicht bestätigt. Versuchen Sie es erneut oder auf einem anderen Weg.',
  'error.oauth_fetch_user_error':
    'Der Anbieter hat nicht gesagt, wer Sie sind. Versuchen Sie es erneut oder auf einem anderen Weg.',
  'error.oauth_identification_claimed': 'Dieses Konto gehört hier jemand anderem.',
  'error.oauth_account_already_connected': 'Dieses Konto ist schon verbunden.',
  'error.popup_blocked':
    'Ihr Browser hat das Fenster des Anbieters blockiert. Erlauben Sie es, und versuchen Sie es erneut.',
  'error.form_incorrect_signature':
    'Diese Signatur stammt nicht von dieser Wallet. Versuchen Sie es noch einmal.',
  'error.web3_request_rejected':
    'Sie haben das in Ihrer Wallet abgelehnt. Versuchen Sie es noch einmal oder nutzen Sie einen anderen Weg.',
  'error.web3_wallet_failed':
    'Ihre Wallet hat nicht richtig geantwortet. Öffnen Sie sie und versuchen Sie es noch einmal.',
  'error.web3_wallet_not_found': 'In diesem Browser wurde keine Wallet gefunden.',
  'error.sign_up_mode_restricted': 'Konten von {applicationName} gibt es nur auf Einladung.',
  'error.prohibited_redirect_url': 'Diese Seite darf keine Nachricht senden, die hierher zurückführt.',
}
