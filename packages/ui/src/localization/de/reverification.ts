import type { ReverificationTexts } from '../locale.ts'

export const reverification: ReverificationTexts = {
  'verify.password.title': 'Sind Sie es?',
  'verify.password.text': 'Geben Sie zu Ihrer Sicherheit Ihr Passwort noch einmal ein.',
  'verify.code.title': 'Sind Sie es?',
  'verify.code.text': 'Geben Sie zu Ihrer Sicherheit den Code ein, den wir an {address} gesendet haben',
  'verify.other': 'Einen anderen Weg nehmen',
  'verify.alternatives.title': 'Ein anderer Weg',
  'verify.alternatives.text': 'Wie möchten Sie zeigen, dass Sie es sind?',
  'verify.unavailable.title': 'Das geht hier nicht',
  'verify.unavailable.text':
    'Es braucht einen Nachweis, nach dem diese Seite nicht fragen kann. Melden Sie sich ab und wieder an, dann versuchen Sie es noch einmal.',
  'verify.starting.title': 'Einen Moment',
  'verify.done.title': 'Danke',
  'verify.expired': 'Das hat eine Weile gedauert. Machen Sie hier weiter.',
  'verify.method.password': 'Passwort eingeben',
  'verify.method.code': 'Einen Code per E-Mail erhalten',
}
