import type { UserButtonTexts } from '../locale.ts'

export const userButton: UserButtonTexts = {
  'userButton.open': 'Konto von {name}',
  'userButton.menu': 'Konto',
  'userButton.manage': 'Konto verwalten',
  'userButton.add': 'Konto hinzufügen',
  'userButton.signOut': 'Abmelden',
  'userButton.signOutAll': 'Überall abmelden',
  'userButton.offline': 'Keine Verbindung.',
  'userButton.failed': 'Das hat nicht geklappt.',
  'userButton.retry': 'Noch einmal',
}
