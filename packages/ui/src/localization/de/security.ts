import type { SecurityTexts } from '../locale.ts'

export const security: SecurityTexts = {
  'security.password': 'Passwort',
  'security.password.set': 'Passwort festlegen',
  'security.password.change': 'Passwort ändern',
  'security.password.none': 'Sie melden sich ohne Passwort an.',
  'security.password.since': 'Zuletzt geändert am {date}',
  'security.password.there': 'Sie haben ein Passwort.',
  'security.password.current': 'Jetziges Passwort',
  'security.password.others': 'Überall sonst abmelden',
  'security.password.othersHint': 'Ratsam, wenn jemand anderes das alte kennen könnte.',
  'security.password.saved': 'Ihr neues Passwort ist gespeichert.',
  'security.rule.length':
    '{count, plural, one {Mindestens {count} Zeichen} other {Mindestens {count} Zeichen}}',
  'security.rule.uppercase': 'Ein Großbuchstabe',
  'security.rule.lowercase': 'Ein Kleinbuchstabe',
  'security.rule.number': 'Eine Ziffer',
  'security.rule.special': 'Ein Sonderzeichen',
  'security.rule.kept': '{rule}: erfüllt',
  'security.rule.missing': '{rule}: fehlt noch',

  'security.devices': 'Aktive Geräte',
  'security.devices.here': 'Dieses Gerät',
  'security.devices.unknown': 'Unbekanntes Gerät',
  'security.devices.signOut': 'Abmelden',
  'security.devices.others': 'Alle anderen abmelden',
  'security.devices.now': 'Gerade aktiv',

  'security.delete': 'Konto löschen',
  'security.delete.text': 'Alles, was dazugehört, wird endgültig gelöscht.',
  'security.delete.open': 'Ihr Konto löschen',
  'security.delete.word': 'mein Konto löschen',
  'security.delete.refused':
    'Ihr Konto kann noch nicht gelöscht werden. Machen Sie erst jemand anderen zum Administrator, oder löschen Sie die Organisation.',
  'security.delete.needed': 'Niemand sonst kümmert sich um {name}.',
  'security.delete.handedOver': '{successor} übernimmt {name}.',
  'security.delete.deleted': '{name} wird gelöscht, für alle Mitglieder.',
  'security.delete.left':
    '{count, plural, one {Sie verlassen {name}.} other {Sie verlassen {count} Organisationen.}}',
  'security.delete.invitations':
    '{count, plural, one {Eine Einladung, die Sie verschickt haben, wird zurückgenommen.} other {{count} Einladungen, die Sie verschickt haben, werden zurückgenommen.}}',
  'security.delete.requests':
    '{count, plural, one {Ihre Anfrage, einer Organisation beizutreten, wird zurückgezogen.} other {Ihre {count} Anfragen, Organisationen beizutreten, werden zurückgezogen.}}',
  'security.delete.confirm': 'Geben Sie zum Fortfahren „{word}“ ein',

  'error.form_password_validation_failed': 'Das ist nicht Ihr jetziges Passwort.',
  'error.form_password_matches_identifier':
    'Wählen Sie ein Passwort, das nicht Ihr Name oder Ihre Adresse ist.',
  'error.form_password_no_uppercase': 'Es braucht einen Großbuchstaben.',
  'error.form_password_no_lowercase': 'Es braucht einen Kleinbuchstaben.',
  'error.form_password_no_number': 'Es braucht eine Ziffer.',
  'error.form_password_no_special_char': 'Es braucht ein Sonderzeichen.',
  'error.form_password_not_strong_enough': 'Es ist zu leicht zu erraten. Wählen Sie ein anderes.',
  'error.user_delete_self_not_enabled': 'Konten lassen sich hier nicht löschen.',
}
