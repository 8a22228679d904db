import type { ExternalProfile, Json } from '../provider.ts'

/** What a vendor's page says that its provider answers, and who that is. For tests; nothing in production reads it. */
export interface DocumentedAnswer {
  /** The page. */
  readonly source: string
  /** The page lists the members only, and the values are ours. */
  readonly hasOwnValues?: true
  /** Token response. An `id_token` in it stands for a signed token with `claims`. */
  readonly tokens: Json
  /** By the names of the profile requests. */
  readonly profile: Readonly<Record<string, unknown>>
  /** Of the ID token, beside `iss`, `aud`, `azp`, `iat`, `exp` and `nonce`. */
  readonly claims?: Json
  readonly callback?: Readonly<Record<string, string>>
  readonly expected: ExternalProfile
}

export type DocumentedAnswers = Readonly<Record<string, readonly DocumentedAnswer[]>>

/** A profile of which nothing was said but what is given. */
export function profileWith(
  said: Partial<ExternalProfile> & Pick<ExternalProfile, 'providerUserId'>,
): ExternalProfile {
  const unsaid = { username: null, firstName: null, lastName: null, imageUrl: null }
  return { emailAddress: null, isEmailAddressVerified: false, ...unsaid, ...said }
}
