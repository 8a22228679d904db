import type { Localization } from '../translate.ts'
import { common } from './common.ts'
import { errors } from './errors.ts'
import { signIn } from './sign-in.ts'
import { signUp } from './sign-up.ts'

/** Arabic, from right to left. */
export const ar: Localization = {
  locale: 'ar',
  direction: 'rtl',
  messages: { ...common, ...errors, ...signIn, ...signUp },
}
