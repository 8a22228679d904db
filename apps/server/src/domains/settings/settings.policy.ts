import {
  defaultInstanceSettings,
  findReservedClaim,
  InstanceSettings,
  outlivesRevocation,
} from '@keywright/contract'
import { DomainError, DomainErrors } from '../../platform/domain-error.ts'
import { ipRangeFault } from '../../platform/ip-ranges.policy.ts'
import { zodErrors } from '../../platform/zod-errors.ts'
import { canAnyoneSignIn } from '../instances/index.ts'
import { availableSecondFactors } from '../second-factors/index.ts'

type Json = Record<string, unknown>

export interface PatchOptions {
  /** Allows `null` to put a setting back to its default. */
  destructive: boolean
  /** A provider signs users in, whatever else does. */
  hasProvider?: boolean
}

/**
 * Applies a change (RFC 7396 in form: what is absent stays) to a whole document and checks the outcome.
 * Faults name the setting by its path, such as `password.min_length`.
 */
export function patchSettings(
  current: InstanceSettings,
  patch: Json,
  options: PatchOptions,
): InstanceSettings {
  return fillNulls(merge(current, patch, defaultInstanceSettings), options)
}

/** A whole new document; what is absent has its default. */
export function replaceSettings(document: Json, options: PatchOptions): InstanceSettings {
  return fillNulls(document, options)
}

function fillNulls(merged: Json, options: PatchOptions): InstanceSettings {
  const nulls = findUnwantedNulls(merged)
  if (nulls.length > 0 && !options.destructive) throw new DomainErrors(nulls.map(cannotBeNull))
  return requireSettings(
    nulls.reduce((document, path) => without(document, path), merged),
    options,
  )
}

/** A document as an operator gives it, with its defaults filled in, or every fault in it. */
function requireSettings(document: Json, options: PatchOptions): InstanceSettings {
  const result = InstanceSettings.safeParse(document)
  if (!result.success) throw zodErrors(result.error, document)
  const faults = inconsistencies(result.data, options)
  if (faults.length > 0) throw new DomainErrors(faults)
  return result.data
}

function cannotBeNull(path: readonly string[]): DomainError {
  return new DomainError('form_param_nil', {
    param: path.join('.'),
    longMessage: 'Null puts {param} back to its default; that needs destructive=true.',
  })
}

/** Objects are merged as far as the schema names their keys; what the operator names (claims, theme) is one value. */
function merge(current: unknown, patch: Json, defaults: Json): Json {
  const merged: Json = { ...(current as Json) }
  for (const [key, value] of Object.entries(patch)) {
    const preset = Object.hasOwn(defaults, key) ? defaults[key] : undefined
    const isGroup = isObject(preset) && Object.keys(preset).length > 0
    merged[key] = isGroup && isObject(value) ? merge(merged[key], value, preset) : value
  }
  return merged
}

/** Paths whose `null` is not a value of the setting, but asks for the default. */
function findUnwantedNulls(document: Json): string[][] {
  const issues = InstanceSettings.safeParse(document).error?.issues ?? []
  return issues
    .map((issue) => issue.path.map(String))
    .filter(
      (path) => path.reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), document) === null,
    )
}

function without(document: Json, [key = '', ...rest]: readonly string[]): Json {
  const { [key]: value, ...others } = document
  return rest.length > 0 && isObject(value) ? { ...others, [key]: without(value, rest) } : others
}

/** What each setting allows alone and not together. */
function inconsistencies(settings: InstanceSettings, { hasProvider }: PatchOptions): DomainError[] {
  const { password, username, origins, tokens } = settings
  const reservedClaim = findReservedClaim(tokens.claims, 'session')
  return [
    ...(password.min_length > password.max_length ? [invalid('password.min_length')] : []),
    ...(username.min_length > username.max_length ? [invalid('username.min_length')] : []),
    ...origins.allowed.flatMap((origin, index) =>
      isOrigin(origin) ? [] : [new DomainError('form_invalid_origin', { param: `origins.allowed.${index}` })],
    ),
    ...(reservedClaim === undefined ? [] : [invalid(`tokens.claims.${reservedClaim}`)]),
    ...(outlivesRevocation(settings) && !tokens.force_lifetime ? [lifetimeTooLong()] : []),
    ...policyInconsistencies(settings),
    ...(hasProvider || canAnyoneSignIn(settings) ? [] : [new DomainError('breaks_instance_invariant')]),
  ]
}

function policyInconsistencies(settings: InstanceSettings): DomainError[] {
  const { mfa_required: mfaRequired, ip_ranges: ipRanges } = settings.organizations.policy
  const isMet = !mfaRequired || availableSecondFactors(settings).length > 0
  const unmet = new DomainError('organization_policy_mfa_unavailable', {
    param: 'organizations.policy.mfa_required',
  })
  return [
    ...(isMet ? [] : [unmet]),
    ...ipRanges.flatMap((text, index) => {
      const longMessage = ipRangeFault(text)
      const param = `organizations.policy.ip_ranges.${index}`
      return longMessage ? [new DomainError('form_param_value_invalid', { param, longMessage })] : []
    }),
  ]
}

function lifetimeTooLong(): DomainError {
  return new DomainError('form_param_value_invalid', {
    param: 'tokens.lifetime_seconds',
    longMessage:
      'Over 60 seconds every verifier must read the revocation feed, and the official SDKs, which verify RS256, do not. Set tokens.signing_algorithm to ES256, or tokens.force_lifetime to true.',
  })
}

function invalid(param: string): DomainError {
  return new DomainError('form_param_value_invalid', { param })
}

/** RFC 6454 §6.2: scheme, host and port and nothing else. Native shells have schemes of their own. */
export function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, host, pathname, search, hash, username } = new URL(text)
  if (/^(javascript|data|file|blob|about):$/.test(protocol)) return false
  return (
    host !== '' && username === '' && /^\/?$/.test(pathname) && search + hash === '' && !/[/?#]$/.test(text)
  )
}

/** What is stored: the settings that differ from their defaults. */
export function toStoredDocument(settings: InstanceSettings): Json {
  return difference(settings, defaultInstanceSettings) ?? {}
}

function difference(value: Json, preset: Json): Json | undefined {
  const entries = Object.entries(value).flatMap(([key, own]): [string, unknown][] => {
    const given = preset[key]
    if (isObject(own) && isObject(given) && Object.keys(given).length > 0) {
      const changed = difference(own, given)
      return changed === undefined ? [] : [[key, changed]]
    }
    return JSON.stringify(own) === JSON.stringify(given) ? [] : [[key, own]]
  })
  return entries.length === 0 ? undefined : Object.fromEntries(entries)
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
