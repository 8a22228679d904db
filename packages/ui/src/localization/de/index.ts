import type { Localization } from '../translate.ts'
import { common } from './common.ts'
import { errors } from './errors.ts'
import { signIn } from './sign-in.ts'
import { signUp } from './sign-up.ts'

/** German, addressing the reader formally. */
export const de: Localization = { locale: 'de', messages: { ...common, ...errors, ...signIn, ...signUp } }
