/**
 * A provider that an operator describes, as one of ours. With OpenID Connect the endpoints are those of its discovery
 * document, which somebody else has fetched and checked.
 */
import type { CustomProvider } from '@keywright/contract'
import type { z } from 'zod'
import {
  type ExternalProfile,
  type ImitatedIdentity,
  type Json,
  type OAuthProvider,
  ProfileFault,
} from './provider.ts'
import {
  addressAt,
  asList,
  asObject,
  claimsOf,
  completeClaims,
  idAt,
  splitName,
  textAt,
  urlAt,
} from './read-profile.ts'

type Settings = z.output<typeof CustomProvider>

/** What is used of a discovery document (OpenID Connect Discovery §3). */
export interface Discovered {
  readonly issuer: string
  readonly authorization_endpoint: string
  readonly token_endpoint: string
  readonly jwks_uri: string
  readonly userinfo_endpoint?: string | undefined
  readonly revocation_endpoint?: string | undefined
  readonly id_token_signing_alg_values_supported?: readonly string[] | undefined
}

type Mapping = Settings['mapping']

/** A key, for who has no logo. */
const icon = {
  paths: [
    {
      d: 'M15 2a7 7 0 0 0-6.7 9L1 18.3V23h5v-3h3v-3h2.3l1.7-1.7A7 7 0 1 0 15 2zm2 3.5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3z',
    },
  ],
}

/** Signatures that anybody can check and only the issuer makes; never `none`, nor a secret for a key. */
const safeAlgorithms = /^(RS|PS|ES)(256|384|512)$|^EdDSA$|^Ed25519$/

/**
 * Follows dots into objects and lists, over own members only. A name may have dots in it (`https://example.com/email`):
 * a member of the whole name is taken first.
 */
function valueAt(source: unknown, path: string): unknown {
  if (typeof source !== 'object' || source === null || path === '') return undefined
  if (Object.hasOwn(source, path)) return (source as Json)[path]
  const dot = path.indexOf('.')
  const key = path.slice(0, dot)
  return dot > 0 && Object.hasOwn(source, key)
    ? valueAt((source as Json)[key], path.slice(dot + 1))
    : undefined
}

const mapped = (source: Json, mapping: Mapping): Json =>
  Object.fromEntries(Object.entries(mapping).map(([name, path]) => [name, valueAt(source, path)]))

const mappedAddress = (source: Json, mapping: Mapping) =>
  addressAt(mapped(source, mapping), 'email_address', 'email_address_verified')

/** The address of the first answer that names one. Another answer proves it only if it names the same. */
function addressOf(answers: readonly unknown[], mapping: Mapping) {
  const named = answers.map((answer) => mappedAddress(asObject(answer), mapping))
  const { emailAddress = null } = named.find((found) => found.emailAddress !== null) ?? {}
  const same = named.filter((found) => found.emailAddress === emailAddress)
  return { emailAddress, isEmailAddressVerified: same.some((found) => found.isEmailAddressVerified) }
}

function profileByMapping(source: Json, mapping: Mapping): ExternalProfile {
  const found = mapped(source, mapping)
  const given = { firstName: textAt(found, 'first_name'), lastName: textAt(found, 'last_name') }
  const hasName = given.firstName !== null || given.lastName !== null
  return {
    providerUserId: idAt(found, 'provider_user_id'),
    ...addressAt(found, 'email_address', 'email_address_verified'),
    username: textAt(found, 'username'),
    ...(hasName ? given : splitName(textAt(source, 'name'))),
    imageUrl: urlAt(found, 'image_url'),
  }
}

/** `a.b` with a value is `{ a: { b: value } }`; built from entries, so that no name reaches a prototype. */
function withValueAt(target: Json, path: string, value: unknown): Json {
  const [key = '', ...rest] = path.split('.')
  const inner = rest.length === 0 ? value : withValueAt(asObject(valueAt(target, key)), rest.join('.'), value)
  return Object.fromEntries([...Object.entries(target).filter(([name]) => name !== key), [key, inner]])
}

function profileForMapping(identity: ImitatedIdentity, mapping: Mapping): Json {
  const values: Readonly<Record<keyof Mapping, unknown>> = {
    provider_user_id: identity.id,
    email_address: identity.emailAddress,
    email_address_verified: identity.emailAddress !== null && identity.isEmailAddressVerified,
    username: identity.username,
    first_name: identity.firstName,
    last_name: identity.lastName,
    image_url: identity.imageUrl,
  }
  const wanted = Object.entries(mapping).filter(([, path]) => path !== '')
  return wanted.reduce<Json>(
    (profile, [name, path]) => withValueAt(profile, path, values[name as keyof Mapping]),
    {},
  )
}

/** What OpenID Connect and plain OAuth 2.0 have in common here. */
function describe(key: string, custom: Settings) {
  return {
    key,
    name: custom.name,
    icon,
    pkce: custom.use_pkce,
    clientAuthentication: custom.client_authentication,
    sources: [],
  }
}

/** An address out of a discovery document, which may say anything; never less safe than the issuer's own. */
function endpointAt(discovered: Discovered, name: keyof Discovered): string {
  const value = discovered[name]
  const protocol = typeof value === 'string' && URL.canParse(value) ? new URL(value).protocol : ''
  const isSafe = protocol === 'https:' || (protocol === 'http:' && discovered.issuer.startsWith('http:'))
  if (!isSafe) throw new ProfileFault(`The discovery document has no safe ${name}.`)
  return String(value)
}

function oidcProvider(key: string, custom: Settings, discovered: Discovered): OAuthProvider {
  const hasUserinfo = discovered.userinfo_endpoint !== undefined
  const userinfo =
    custom.userinfo_endpoint ?? (hasUserinfo ? endpointAt(discovered, 'userinfo_endpoint') : undefined)
  const algorithms = asList(discovered.id_token_signing_alg_values_supported)
    .filter((name) => typeof name === 'string')
    .filter((name) => safeAlgorithms.test(name))
  return {
    ...describe(key, custom),
    protocol: 'oidc',
    endpoints: {
      authorization: endpointAt(discovered, 'authorization_endpoint'),
      token: endpointAt(discovered, 'token_endpoint'),
      jwks: endpointAt(discovered, 'jwks_uri'),
      ...(discovered.revocation_endpoint === undefined
        ? {}
        : { revocation: endpointAt(discovered, 'revocation_endpoint') }),
    },
    issuer: discovered.issuer,
    ...(algorithms.length === 0 ? {} : { idTokenAlgorithms: algorithms }),
    scopes: { base: [...new Set(['openid', ...(custom.scopes ?? ['profile', 'email'])])] },
    profileRequests: userinfo === undefined ? [] : [{ name: 'userinfo', url: userinfo, optional: true }],
    toProfile: ({ claims, profile }) => ({
      ...profileByMapping(completeClaims(claims, profile.userinfo), custom.mapping),
      ...addressOf([claims, profile.userinfo], custom.mapping),
    }),
    imitate: (identity) => {
      const claims = { ...claimsOf(identity), ...profileForMapping(identity, custom.mapping) }
      return { claims, profile: { userinfo: claims } }
    },
  }
}

function oauth2Provider(key: string, custom: Settings): OAuthProvider {
  const { authorization_endpoint: authorization, token_endpoint: token, userinfo_endpoint: userinfo } = custom
  if (authorization === undefined || token === undefined || userinfo === undefined)
    throw new ProfileFault('A provider without discovery needs all of its endpoints.')
  return {
    ...describe(key, custom),
    protocol: 'oauth2',
    endpoints: { authorization, token },
    scopes: { base: custom.scopes ?? [] },
    profileRequests: [{ name: 'profile', url: userinfo }],
    toProfile: ({ profile }) => profileByMapping(asObject(profile.profile), custom.mapping),
    imitate: (identity) => ({ profile: { profile: profileForMapping(identity, custom.mapping) } }),
  }
}

/** A custom provider; `discovered` is what its issuer publishes, with OpenID Connect. */
export function customProvider(
  key: string,
  custom: Settings,
  discovered: Discovered | undefined,
): OAuthProvider {
  if (custom.protocol === 'oauth2') return oauth2Provider(key, custom)
  if (discovered === undefined) throw new ProfileFault('The issuer has published nothing about itself.')
  return oidcProvider(key, custom, discovered)
}
