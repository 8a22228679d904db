import type { SecondFactorTexts } from '../locale.ts'

export const secondFactor: SecondFactorTexts = {
  'second.totp.title': 'Code Ihrer App eingeben',
  'second.totp.text': 'Den Code für {applicationName} zeigt Ihre Authentifizierungs-App',
  'second.totp.other': 'Einen Ersatzcode benutzen',
  'second.backup_code': 'Ersatzcode',
  'second.backup_code.title': 'Ersatzcode eingeben',
  'second.backup_code.text':
    'Einen von denen, die Sie beim Einrichten der App aufbewahrt haben. Jeder gilt einmal.',
  'second.backup_code.other': 'Die Authentifizierungs-App benutzen',
}
