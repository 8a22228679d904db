import type { CustomProvider } from '@keywright/contract'
import type { z } from 'zod'

/** Sign-in with one provider, as set up for an instance. Its secrets are read when they are used. */
export interface OAuthConnection {
  /** `google`, or `custom_` and a key. */
  provider: string
  enabled: boolean
  /** Signs users in; otherwise its accounts can only be connected. */
  authenticatable: boolean
  usesDevelopmentProvider: boolean
  clientId: string
  hasClientSecret: boolean
  additionalScopes: readonly string[]
  blockEmailSubaddresses: boolean
  /** Those that are no secrets. */
  options: Readonly<Record<string, string>>
  custom: z.output<typeof CustomProvider> | null
  createdAt: Date
  updatedAt: Date
}
