import { readProviders, readWallets } from '@keywright/js/flows'
import { socialPart } from './social.ts'
import type { SocialPart } from './social-part.ts'

/** The same for instances that let wallets sign in. */
export const walletPart: SocialPart = {
  ...socialPart,
  providersOf: (from) => [...readProviders(from), ...readWallets(from)],
}
