import { domainToASCII, domainToUnicode } from 'node:url'
import commonDomains from 'email-providers/all.json' with { type: 'json' }
import { getDomainWithoutSuffix, getPublicSuffix } from 'tldts'
import { DomainError } from '../../platform/domain-error.ts'

/** Where people have addresses who have nothing else in common. */
const common: ReadonlySet<string> = new Set(commonDomains)

/**
 * A name as DNS knows it; `undefined` for what is none. Letters outside of ASCII become their A-labels (RFC 5891 §4.4), so
 * that a name that only looks like another is another one.
 */
export function toDomainName(text: string): string | undefined {
  const written = text.trim().toLowerCase()
  // What follows a name, such as a path, would be left out without a word.
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(written)) return undefined
  const name = domainToASCII(written)
  const labels = name.split('.')
  const isLabel = (label: string) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label)
  const isName = labels.length >= 2 && name.length <= longestName && labels.every(isLabel)
  return isName && !/^\d+$/.test(labels.at(-1) ?? '') ? name : undefined
}

/** Addresses such as `@127.0.0.1` are left out above: no top-level domain is a number (RFC 3696 §2). */
const recordLabel = '_keywright-challenge'

/** The name of the record is one label longer (RFC 1035 §2.3.4). */
const longestName = 253 - recordLabel.length - 1

/** The domain of an email address; what is before the last `@` is the user's, whatever it looks like (RFC 5321 §4.1.2). */
export function domainOfAddress(emailAddress: string): string | undefined {
  return toDomainName(emailAddress.slice(emailAddress.lastIndexOf('@') + 1))
}

/** Whether many share a domain who have nothing else in common. */
export const isCommonDomain = (name: string): boolean => common.has(name)

/** Below a public suffix (publicsuffix.org) anybody can have a name: an organization has one of those, never the suffix. */
const isPublicSuffix = (name: string): boolean =>
  getPublicSuffix(name, { allowPrivateDomains: true }) === name

/** The name of a domain that an organization can have. */
export function requireDomainName(text: string, param = 'name'): string {
  const name = toDomainName(text)
  if (name === undefined) throw new DomainError('form_param_format_invalid', { param })
  if (isCommonDomain(name)) throw new DomainError('organization_domain_common', { param })
  if (isPublicSuffix(name)) throw new DomainError('organization_domain_blocked', { param })
  return name
}

/** Where the record is looked for that proves whose a domain is. */
export const txtRecordName = (domain: string): string => `${recordLabel}.${domain}`

export const txtRecordValue = (token: string): string => `keywright-domain-verification=${token}`

/** What a domain says about whose it is: `acme-tools.co.uk` is `Acme Tools`. */
export function ownNameOf(domain: string): string {
  const label = domainToUnicode(getDomainWithoutSuffix(domain, { allowPrivateDomains: true }) ?? domain)
  const words = label.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== '')
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ')
}
