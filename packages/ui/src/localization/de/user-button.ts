import type { UserButtonTexts } from '../locale.ts'

export const userButton: UserButtonTexts = {
  'userButton.open': 'Konto von {name}',
  'userButton.menu': 'Konto',
  'userButton.manage': 'Konto verwalten',
  'userButton.switch': 'Konto wechseln',
  'userButton.add': 'Konto hinzufügen',
  'userButton.signOut': 'Abmelden',
  'userButton.signOutAll': 'Überall abmelden',
  'userButton.offline': 'Keine Verbindung. Versuchen Sie es gleich noch einmal.',
  'userButton.failed': 'Das hat nicht geklappt. Versuchen Sie es gleich noch einmal.',
  'userButton.retry': 'Noch einmal',
}
