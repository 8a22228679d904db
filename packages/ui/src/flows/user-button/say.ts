import { userButton } from '../../localization/en/user-button.ts'
import type { Localization } from '../../localization/translate.ts'

/** Says a text of the button. They hold a name at most, so what plurals and numbers need stays away. */
export type Say = (key: keyof typeof userButton, name?: string) => string

export function createSay(localization: Localization | undefined): Say {
  return (key, name = '') => (localization?.messages[key] ?? userButton[key]).replace('{name}', () => name)
}
