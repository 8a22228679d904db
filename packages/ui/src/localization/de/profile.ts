import type { ProfileTexts } from '../locale.ts'

export const profile: ProfileTexts = {
  'profile.title': 'Konto',
  'profile.page': 'Profil',
  'profile.security': 'Sicherheit',
  'profile.pages': 'Seiten Ihres Kontos',
  'profile.save': 'Speichern',
  'profile.cancel': 'Abbrechen',
  'profile.remove': 'Entfernen',
  'profile.saved': 'Gespeichert.',
  'profile.unset': 'Nicht angegeben',
  'profile.loadFailed': 'Diese Seite ließ sich nicht laden.',

  'profile.picture': 'Bild',
  'profile.picture.choose': 'Bild auswählen',
  'profile.picture.change': 'Ändern',
  'profile.picture.other': 'Ein anderes wählen',
  'profile.picture.preview': 'So wird es aussehen',
  'profile.name': 'Ihr Name',
  'profile.name.edit': 'Namen ändern',
  'profile.name.first': 'Vorname',
  'profile.name.last': 'Nachname',
  'profile.username': 'Benutzername',
  'profile.username.edit': 'Benutzernamen ändern',

  'profile.emails': 'E-Mail-Adressen',
  'profile.emails.add': 'E-Mail-Adresse hinzufügen',
  'profile.emails.primary': 'Hauptadresse',
  'profile.emails.unverified': 'Unbestätigt',
  'profile.emails.verify': 'Bestätigen',
  'profile.emails.makePrimary': 'Zur Hauptadresse machen',
  'profile.emails.addHint': 'Wir senden eine Nachricht dorthin, um zu sehen, ob sie Ihnen gehört.',
  'profile.emails.submit': 'Hinzufügen',
  'profile.emails.code': 'Geben Sie den Code ein, den wir an {address} gesendet haben',
  'profile.emails.link':
    'Öffnen Sie den Link, den wir an {address} gesendet haben. Diese Seite geht von selbst weiter.',
  'profile.emails.confirm': 'Bestätigen',
  'profile.emails.useLink': 'Stattdessen einen Link senden',
  'profile.emails.useCode': 'Stattdessen einen Code senden',
  'profile.emails.removeText': '{address} entfernen? Sie können sich dann nicht mehr damit anmelden.',
  'profile.emails.verified': 'Die Adresse ist bestätigt.',
  'profile.emails.removed': 'Die Adresse ist entfernt.',

  'error.image_type_not_supported':
    'Dieses Bild können wir nicht zeigen. Wählen Sie PNG, JPEG, GIF, WebP oder AVIF.',
  'error.image_too_large': 'Dieses Bild ist zu groß. Wählen Sie eines mit höchstens 10 MB.',
  'error.request_body_too_large': 'Das ist zu groß.',
  'error.too_many_unverified_identifications':
    'Bestätigen Sie die Adressen, die Sie hinzugefügt haben, bevor weitere dazukommen.',
  'error.identification_deletion_failed':
    'Ohne das könnten Sie sich nicht mehr anmelden. Fügen Sie zuerst einen anderen Weg hinzu.',
  'error.last_required_identification_deletion_failed':
    'Mit dieser Adresse melden Sie sich an, also bleibt sie. Fügen Sie zuerst eine andere hinzu.',
  'error.identification_claimed': 'Jemand anderes hat diese Adresse bestätigt.',
  'error.form_verification_needed': 'Bestätigen Sie zuerst diese Adresse.',
  'error.form_param_value_invalid.confirmation': 'Geben Sie es genau so ein, wie es oben steht.',
}
