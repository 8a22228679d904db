import type { SignInTexts } from '../locale.ts'

export const signIn: SignInTexts = {
  'signIn.start.title': 'Bei {applicationName} anmelden',
  'signIn.start.text': 'Willkommen zurück.',
  'signIn.start.combinedText': 'Anmelden oder ein Konto anlegen.',
  'signIn.start.noAccount': 'Noch kein Konto?',
  'signIn.start.signUp': 'Registrieren',
  'signIn.start.expired': 'Das hat länger gedauert, der Versuch ist abgelaufen. Hier geht es weiter.',
  'signIn.identity.change': 'Ein anderes Konto als {identifier} benutzen',

  'signIn.password.title': 'Passwort eingeben',
  'signIn.password.text': 'Dann geht es weiter zu {applicationName}',
  'signIn.password.forgot': 'Passwort vergessen?',
  'signIn.otherMethod': 'Anderer Weg',

  'signIn.code.title': 'Sehen Sie in Ihr Postfach',
  'signIn.code.text': 'Wir haben einen Code an {address} geschickt',
  'signIn.code.here': 'Wir haben einen Code an diese Adresse geschickt.',
  'signIn.link.here':
    'Wir haben einen Link an diese Adresse geschickt. Öffnen Sie ihn, um sich hier anzumelden.',
  'signIn.reset.here':
    'Geben Sie für ein neues Passwort den Code ein, den wir an diese Adresse geschickt haben.',
  'signIn.link.title': 'Sehen Sie in Ihr Postfach',
  'signIn.link.text': 'Wir haben einen Link an {address} geschickt. Öffnen Sie ihn, um sich hier anzumelden.',

  'signIn.alternatives.title': 'Anderer Weg',
  'signIn.alternatives.text': 'Wie möchten Sie sich anmelden?',
  'signIn.alternatives.compromised':
    'Dieses Passwort ist anderen bekannt geworden. Bestätigen Sie Ihre Adresse, dann wählen Sie ein neues.',
  'signIn.alternatives.trouble': 'Nichts davon geht?',
  'signIn.method.password': 'Passwort eingeben',
  'signIn.method.code': 'Code per E-Mail',
  'signIn.method.link': 'Link per E-Mail',
  'signIn.method.reset': 'Neues Passwort wählen',

  'signIn.forgot.title': 'Passwort vergessen?',
  'signIn.forgot.text': 'Wir schicken einen Code an {address}. Damit wählen Sie ein neues Passwort.',
  'signIn.forgot.send': 'Code senden',
  'signIn.forgot.or': 'oder ohne Passwort anmelden',
  'signIn.reset.title': 'Sehen Sie in Ihr Postfach',
  'signIn.reset.text': 'Geben Sie für ein neues Passwort den Code ein, den wir an {address} geschickt haben',
  'signIn.newPassword.title': 'Neues Passwort wählen',
  'signIn.newPassword.text': 'Danach sind Sie gleich angemeldet.',
  'signIn.newPassword.signOutOthers': 'Überall sonst abmelden',
  'signIn.newPassword.signOutOthersHint': 'Ratsam, wenn jemand das alte kennen könnte.',
  'signIn.newPassword.save': 'Speichern und anmelden',
  'signIn.done.passwordChanged': 'Ihr neues Passwort ist gespeichert.',

  'signIn.unavailable.title': 'Dieses Konto kann sich hier nicht anmelden',
  'signIn.unavailable.text': 'Es braucht einen Weg, den diese Seite nicht anbietet.',
  'signIn.unavailable.other': 'Ein anderes Konto benutzen',
  'signIn.trouble': 'Hilfe holen',
  'signIn.trouble.title': 'Klappt es nicht?',
  'signIn.trouble.text': 'Schreiben Sie uns, wir helfen Ihnen wieder hinein.',
  'signIn.trouble.noSupport': 'Fragen Sie die Betreiber von {applicationName}.',
  'signIn.locked.title': 'Für eine Weile gesperrt',
  'signIn.locked.text': 'Es gab zu viele Fehlversuche. Warten Sie etwas und versuchen Sie es dann wieder.',
  'signIn.choose.title': 'Konto wählen',
  'signIn.choose.text': 'Dann geht es weiter zu {applicationName}',
  'signIn.choose.add': 'Anderes Konto benutzen',
  'signIn.choose.signOut': 'Alle abmelden',
}
