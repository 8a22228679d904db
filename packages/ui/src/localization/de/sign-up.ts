import type { SignUpTexts } from '../locale.ts'

export const signUp: SignUpTexts = {
  'signUp.start.title': 'Konto anlegen',
  'signUp.start.text': 'Es dauert eine Minute. Dann sind Sie in {applicationName}.',
  'signUp.start.hasAccount': 'Schon ein Konto?',
  'signUp.start.signIn': 'Anmelden',
  'signUp.start.create': 'Konto anlegen',
  'signUp.start.expired': 'Das hat länger gedauert, der Versuch ist abgelaufen. Hier geht es weiter.',
  'signUp.legal': 'Ich bin mit den Regeln dieser Seite einverstanden',
  'signUp.legal.terms': 'Ich stimme den {terms} zu',
  'signUp.legal.privacy': 'Ich habe die {privacy} gelesen',
  'signUp.legal.both': 'Ich stimme den {terms} zu und habe die {privacy} gelesen',
  'signUp.legal.termsName': 'Nutzungsbedingungen',
  'signUp.legal.privacyName': 'Datenschutzerklärung',

  'signUp.missing.title': 'Fast geschafft',
  'signUp.missing.text': 'Nur das fehlt noch.',
  'signUp.missing.from': 'Das Übrige kam von {provider}. Nur dies fehlt noch.',
  'signUp.code.title': 'E-Mail-Adresse bestätigen',
  'signUp.code.text': 'Geben Sie den Code ein, den wir an diese Adresse geschickt haben.',
  'signUp.link.title': 'E-Mail-Adresse bestätigen',
  'signUp.link.text':
    'Öffnen Sie den Link, den wir an diese Adresse geschickt haben. Hier geht es von selbst weiter.',
  'signUp.useLink': 'Lieber einen Link senden',
  'signUp.useCode': 'Lieber einen Code senden',
  'signUp.address.change': 'Die Adresse {identifier} ändern',

  'signUp.exists.title': 'Sie haben schon ein Konto',
  'signUp.exists.text':
    'Mit {address} hat sich schon jemand registriert. Wenn Sie das waren, melden Sie sich an.',
  'signUp.exists.signIn': 'Anmelden',
  'signUp.exists.other': 'Andere Adresse benutzen',
  'signUp.restricted.title': 'Keine Registrierung',
  'signUp.restricted.text': 'Konten bei {applicationName} gibt es auf Einladung.',
  'signUp.restricted.signIn': 'Stattdessen anmelden',
  'field.firstName': 'Vorname',
  'field.lastName': 'Nachname',
}
