/** Reading values out of what a provider answers: anything may be missing, or of another type than its pages say. */
import { normalizeEmailAddress } from '../email-addresses/index.ts'
import {
  type ExternalProfile,
  type ImitatedIdentity,
  type Json,
  type OAuthProvider,
  ProfileFault,
  type ProviderAnswers,
} from './provider.ts'

/** Longest text that is taken over. Longer ones are nobody's name. */
const textLengthMax = 255
const urlLengthMax = 2000

export function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

export function objectAt(source: unknown, key: string): Json {
  return asObject(asObject(source)[key])
}

/** Text as it may be stored: no control characters (a database refuses NUL), no half characters, no blank ends. */
export function textAt(source: unknown, key: string): string | null {
  const value = asObject(source)[key]
  if (typeof value !== 'string' || value.length > textLengthMax) return null
  return (
    value
      .toWellFormed()
      .replace(/\p{Cc}+/gu, ' ')
      .trim() || null
  )
}

/** An address to fetch an image from: https, or none. */
export function urlAt(source: unknown, key: string): string | null {
  const value = asObject(source)[key]
  if (typeof value !== 'string' || value.length > urlLengthMax || !URL.canParse(value)) return null
  return new URL(value).protocol === 'https:' ? value : null
}

/** Providers number their users, or name them. */
export function idAt(source: unknown, key: string): string {
  const value = asObject(source)[key]
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value
  // Changed by nothing: two texts that are cleaned to the same one would be one user.
  if (typeof text !== 'string' || !/^[^\p{Cc}\p{Cs}]{1,255}$/u.test(text))
    throw new ProfileFault(`The profile has no ${key}.`)
  return text
}

/** `true` only for what says so: some write booleans as text. */
export function isTrueAt(source: unknown, key: string): boolean {
  const value = asObject(source)[key]
  return value === true || value === 'true'
}

/** An email address, proven only if the provider says so under `verifiedKey`; without such a key it never is. */
export function addressAt(
  source: unknown,
  key: string,
  verifiedKey?: string,
): Pick<ExternalProfile, 'emailAddress' | 'isEmailAddressVerified'> {
  const text = textAt(source, key)
  const emailAddress = text !== null && /^[^\s@]+@[^\s@]+$/.test(text) ? text : null
  const isProven = verifiedKey !== undefined && isTrueAt(source, verifiedKey)
  return { emailAddress, isEmailAddressVerified: emailAddress !== null && isProven }
}

/**
 * Who came, by a provider's answers. Addresses are compared in one form: a proof counts where nothing but the case of plain
 * letters is lost by that, or the owner of one mailbox would have proven another.
 */
export function readProfile(
  { toProfile }: Pick<OAuthProvider, 'toProfile'>,
  answers: ProviderAnswers,
): ExternalProfile {
  const profile = toProfile(answers)
  const { emailAddress, isEmailAddressVerified } = profile
  return { ...profile, isEmailAddressVerified: isEmailAddressVerified && isWrittenOneWay(emailAddress ?? '') }
}

function isWrittenOneWay(emailAddress: string): boolean {
  const inPlainCase = emailAddress.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())
  return inPlainCase === normalizeEmailAddress(emailAddress)
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
    ...addressAt(claims, 'email', 'email_verified'),
    username: textAt(claims, 'preferred_username'),
    ...(hasName ? given : splitName(textAt(claims, 'name'))),
    imageUrl: urlAt(claims, 'picture'),
  }
}

/** Claims of an ID token, completed by those of the userinfo endpoint. */
export function completeClaims(claims: unknown, userinfo: unknown): Json {
  if (userinfo === undefined) return asObject(claims)
  // OpenID Connect Core §5.3.2: an answer about somebody else (token substitution) must not be used.
  if (asObject(userinfo).sub !== asObject(claims).sub)
    throw new ProfileFault('The userinfo answer is about another subject than the ID token.')
  const [first, second] = [asObject(claims), asObject(userinfo)]
  const isOther = first.email !== undefined && first.email !== second.email
  // What one answer has proven of an address says nothing of the address in the other.
  return { ...second, ...(isOther ? { email_verified: undefined } : {}), ...first }
}

/** The name of somebody who is played, where a provider knows one text only. */
export const fullName = (identity: ImitatedIdentity) => `${identity.firstName} ${identity.lastName}`

/** The standard claims of an identity that is played. */
export function claimsOf(identity: ImitatedIdentity): Json {
  const { emailAddress, imageUrl } = identity
  return {
    sub: identity.id,
    name: fullName(identity),
    given_name: identity.firstName,
    family_name: identity.lastName,
    preferred_username: identity.username,
    ...(emailAddress === null
      ? {}
      : { email: emailAddress, email_verified: identity.isEmailAddressVerified }),
    ...(imageUrl === null ? {} : { picture: imageUrl }),
  }
}
