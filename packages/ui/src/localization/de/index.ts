import type { Localization } from '../translate.ts'
import { accounts } from './accounts.ts'
import { common } from './common.ts'
import { errors } from './errors.ts'
import { profile } from './profile.ts'
import { reverification } from './reverification.ts'
import { security } from './security.ts'
import { signIn } from './sign-in.ts'
import { signUp } from './sign-up.ts'
import { social } from './social.ts'
import { userButton } from './user-button.ts'
import { wallets } from './wallets.ts'

/** German, addressing the reader formally. */
export const de: Localization = {
  locale: 'de',
  messages: {
    ...common,
    ...errors,
    ...signIn,
    ...signUp,
    ...social,
    ...userButton,
    ...profile,
    ...accounts,
    ...security,
    ...reverification,
    ...wallets,
  },
}
