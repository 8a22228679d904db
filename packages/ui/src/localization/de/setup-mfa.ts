import type { SetupMfaTexts } from '../locale.ts'

export const setupMfa: SetupMfaTexts = {
  'setupMfa.title': 'Schützen Sie Ihr Konto',
  'setupMfa.text':
    '{applicationName} fragt bei jeder Anmeldung nach einem zweiten Nachweis: einem Code aus einer App auf Ihrem Telefon.',
}
