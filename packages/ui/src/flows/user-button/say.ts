import { userButton } from '../../localization/en/user-button.ts'
import type { Localization, MessageKey } from '../../localization/translate.ts'

/** Says a text of a menu. They hold a name at most, so what plurals and numbers need stays away. */
type SayOf<Key extends MessageKey> = (key: Key, name?: string) => string

export type Say = SayOf<keyof typeof userButton>

export function sayIn<Key extends MessageKey>(
  texts: Readonly<Record<Key, string>>,
  localization: Localization | undefined,
): SayOf<Key> {
  return (key, name = '') => (localization?.messages[key] ?? texts[key]).replace('{name}', () => name)
}

export const createSay = (localization: Localization | undefined): Say => sayIn(userButton, localization)
