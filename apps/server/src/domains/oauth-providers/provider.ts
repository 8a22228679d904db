/**
 * A provider is data: where it is, what it is asked, and what its answers mean. What providers have in common is OAuth 2.0
 * (RFC 6749) and OpenID Connect Core; a file in `providers/` holds only how one of them differs. Nothing here is sent.
 */

export interface OAuthProvider {
  /** `google`; the strategy is `oauth_google`. */
  readonly key: string
  readonly name: string
  /** An SVG of 24 by 24, drawn in the provider's colours; what has none follows `currentColor`. */
  readonly icon: ProviderIcon
  /** `oidc`: the ID token says who came. `oauth2`: the profile requests do, and an `id_token` beside them is ignored. */
  readonly protocol: 'oidc' | 'oauth2'
  /** `{tenant}` stands for the option of that name. */
  readonly endpoints: {
    readonly authorization: string
    readonly token: string
    /** Key set of ID tokens. */
    readonly jwks?: string
    /** RFC 7009. */
    readonly revocation?: string
  }
  /** Issuers of its ID tokens (OpenID Connect Core §3.1.3.7 step 2). A function where it depends on who signs in. */
  readonly issuer?: string | ((claims: Json, options: ProviderOptions) => string)
  /** How its ID tokens are signed; `['RS256']` unless said. `HS256` has the client secret for a key (Core §10.1). */
  readonly idTokenAlgorithms?: readonly string[]
  /** What `aud` may be beside the client id, in ID tokens that a native app got by itself. */
  readonly nativeAudiences?: (options: ProviderOptions) => readonly string[]
  readonly scopes: {
    /** Always asked for: without them nobody could be recognised. Where there are none at all, `scope` is left out. */
    readonly base: readonly string[]
    /** Between scopes; a space, by RFC 6749 §3.3. */
    readonly separator?: string
  }
  /** Added to the authorization request. */
  readonly authorizationParameters?: Readonly<Record<string, string>>
  /** How the answer comes back; `query` unless said. */
  readonly responseMode?: 'query' | 'form_post'
  /** What it says in `error`, beside `access_denied` (RFC 6749 §4.1.2.1), when somebody changed their mind. */
  readonly deniedErrors?: readonly string[]
  /** RFC 7636 with S256; off where the provider refuses it, or does not document it: what ignores it gains nothing. */
  readonly pkce: boolean
  /** RFC 6749 §2.3.1. */
  readonly clientAuthentication: 'client_secret_basic' | 'client_secret_post'
  /** Where the client's id has another name than `client_id`. */
  readonly clientIdParameter?: string
  /** A secret that is made for each request from what the operator gave. */
  readonly makeClientSecret?: (
    credentials: { clientId: string; clientSecret: string; options: ProviderOptions },
    now: Date,
  ) => Promise<string>
  /** What must be known beside client id and secret. */
  readonly options?: readonly ProviderOption[]
  readonly tokenRequest?: {
    readonly headers?: Readonly<Record<string, string>>
    /** Body of the token request as JSON instead of a form. */
    readonly json?: true
  }
  /** Brings an unusual token response into the form of RFC 6749 §5.1. */
  readonly readTokens?: (body: Json) => Json
  /** Asked with the access token, in this order. */
  readonly profileRequests?: readonly ProfileRequest[]
  /** Whether users must be able to be recognised by what came back; throws `ProfileFault` where they cannot. */
  readonly toProfile: (answers: ProviderAnswers) => ExternalProfile
  /** The answers of this provider about an identity, for the provider that plays it in development and in tests. */
  readonly imitate: (identity: ImitatedIdentity) => ImitatedAnswers
  /** Pages of the vendor from which all this was taken. */
  readonly sources: readonly string[]
}

export type Json = Readonly<Record<string, unknown>>
export type ProviderOptions = Readonly<Record<string, string>>

export interface ProviderIcon {
  /** Default: `0 0 24 24`. */
  readonly viewBox?: string
  readonly paths: readonly { readonly d: string; readonly fill?: string }[]
}

export interface ProviderOption {
  readonly name: string
  readonly label: string
  readonly required: boolean
  readonly default?: string
  /** What a value must look like; it becomes part of URLs. */
  readonly pattern: RegExp
}

export interface ProfileRequest {
  /** Under which its answer is found. */
  readonly name: string
  /** `{tenant}` stands for the option of that name, as in `endpoints`. */
  readonly url: string
  /** `get` unless said. */
  readonly method?: 'get' | 'post'
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON, `null` too. */
  readonly body?: unknown
  /**
   * RFC 7662 §2.1: the access token is posted as `token` in a form, with client id and secret beside it, instead of being
   * shown as a bearer.
   */
  readonly introspection?: true
  /** Goes on without it where the provider refuses: a scope may have been denied. */
  readonly optional?: true
}

/** All that a provider said of who came. */
export interface ProviderAnswers {
  /** Of the verified ID token. */
  readonly claims?: Json
  /** By the names of the profile requests; absent where an optional one was refused. */
  readonly profile: Readonly<Record<string, unknown>>
  /** The token response. */
  readonly tokens: Json
  /** What came with the browser, such as Apple's `user`. */
  readonly callback: Readonly<Record<string, string>>
}

/** Somebody at a provider, in our words. What is `null` was not said this time; what was known of it before may stay. */
export interface ExternalProfile {
  /** Never changes, and never goes to somebody else: the address may. */
  readonly providerUserId: string
  readonly emailAddress: string | null
  /** The provider has seen that the address is theirs. When in doubt, false: strangers' accounts are at stake. */
  readonly isEmailAddressVerified: boolean
  readonly username: string | null
  readonly firstName: string | null
  readonly lastName: string | null
  readonly imageUrl: string | null
  /** What a person calls the account, where it is no address: a workspace, a handle. */
  readonly label?: string | null
}

/** Who comes, in development and in tests. */
export interface ImitatedIdentity {
  readonly id: string
  readonly emailAddress: string | null
  readonly isEmailAddressVerified: boolean
  readonly username: string
  readonly firstName: string
  readonly lastName: string
  readonly imageUrl: string | null
}

export interface ImitatedAnswers {
  /** Of the ID token, beside `iss`, `aud`, `nonce`, `iat` and `exp`; `sub` is among them. */
  readonly claims?: Json
  /** By the names of the profile requests. */
  readonly profile?: Readonly<Record<string, unknown>>
  /** Added to the token response. */
  readonly tokens?: Json
  readonly callback?: Readonly<Record<string, string>>
}

/** A profile that lacks what makes a person recognisable, or is none at all. */
export class ProfileFault extends Error {
  override readonly name = 'ProfileFault'
}
