/** Reading values out of what a provider answers: anything may be missing, or of another type than its pages say. */
import { type ExternalProfile, type ImitatedIdentity, type Json, ProfileFault } from './provider.ts'

/** Longest text that is taken over. Longer ones are nobody's name. */
const lengthMax = 2000

export function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

export function textAt(source: unknown, key: string): string | null {
  const value = asObject(source)[key]
  return typeof value === 'string' && value.trim() !== '' && value.length <= lengthMax ? value.trim() : null
}

/** Providers number their users, or name them. */
export function idAt(source: unknown, key: string): string {
  const value = asObject(source)[key]
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value
  if (typeof text !== 'string' || text === '' || text.length > 255)
    throw new ProfileFault(`The profile has no ${key}.`)
  return text
}

/** `true` only for what says so: some write booleans as text. */
export function isTrueAt(source: unknown, key: string): boolean {
  const value = asObject(source)[key]
  return value === true || value === 'true'
}

/** First name and the rest, where a provider knows one text only. */
export function splitName(name: string | null): Pick<ExternalProfile, 'firstName' | 'lastName'> {
  const [first = '', ...rest] = (name ?? '').split(/\s+/)
  return { firstName: first || null, lastName: rest.join(' ') || null }
}

/** The standard claims (OpenID Connect Core §5.1). */
export function profileOfClaims(claims: unknown): ExternalProfile {
  const given = { firstName: textAt(claims, 'given_name'), lastName: textAt(claims, 'family_name') }
  const hasName = given.firstName !== null || given.lastName !== null
  return {
    providerUserId: idAt(claims, 'sub'),
    emailAddress: textAt(claims, 'email'),
    isEmailAddressVerified: isTrueAt(claims, 'email_verified'),
    username: textAt(claims, 'preferred_username'),
    ...(hasName ? given : splitName(textAt(claims, 'name'))),
    imageUrl: textAt(claims, 'picture'),
  }
}

/** The standard claims of an identity that is played. */
export function claimsOf(identity: ImitatedIdentity): Json {
  const { emailAddress, imageUrl } = identity
  return {
    sub: identity.id,
    name: `${identity.firstName} ${identity.lastName}`,
    given_name: identity.firstName,
    family_name: identity.lastName,
    preferred_username: identity.username,
    ...(emailAddress === null
      ? {}
      : { email: emailAddress, email_verified: identity.isEmailAddressVerified }),
    ...(imageUrl === null ? {} : { picture: imageUrl }),
  }
}
