import { z } from 'zod'

/** A provider's strategy: `oauth_google`, and `oauth_custom_acme` for one that the operator described. */
export const OAuthStrategy = z.templateLiteral(['oauth_', z.string()])

/** How an address was proven that came with a provider's account. */
export const FromOAuthStrategy = z.templateLiteral(['from_oauth_', z.string()])

/** A signature made with a wallet. */
export const Web3Strategy = z.enum([
  'web3_metamask_signature',
  'web3_coinbase_wallet_signature',
  'web3_okx_wallet_signature',
  'web3_base_signature',
  'web3_solana_signature',
])

export type Web3Strategy = z.output<typeof Web3Strategy>

/** What proves a second factor: a code of an authenticator app, or one that was written down for when that is lost. */
export const SecondFactorStrategy = z.enum(['totp', 'backup_code'])

export type SecondFactorStrategy = z.output<typeof SecondFactorStrategy>

/** What a provider's script gave the page, instead of a redirect. */
export const GoogleOneTapStrategy = z.literal('google_one_tap')

/** With what a native app fetches what its browser brought back; SDKs say it twice (wire contract 8.4). */
export const nonceQuery = z.object({
  rotating_token_nonce: z
    .union([z.string().max(200), z.array(z.string().max(200))])
    .transform((value) => (typeof value === 'string' ? value : value[0]))
    .optional(),
})
