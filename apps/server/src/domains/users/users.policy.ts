import type { InstanceSettings } from '@keywright/contract'
import { DomainError } from '../../platform/domain-error.ts'
import type { Metadata, User, UserChange } from './user.entity.ts'

/** Clerk's own limit for each metadata object, in bytes of its JSON. */
const metadataBytesMax = 8 * 1024

/** RFC 7396: objects are merged key by key, `null` removes a key, everything else replaces. */
export function mergeMetadata(target: Metadata, patch: Metadata): Metadata {
  const merged: Metadata = { ...target }
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key]
    else merged[key] = isObject(value) ? mergeMetadata(asObject(merged[key]), value) : value
  }
  return merged
}

function isObject(value: unknown): value is Metadata {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function asObject(value: unknown): Metadata {
  return isObject(value) ? value : {}
}

export function requireMetadataSize(metadata: Metadata, param: string): void {
  if (Buffer.byteLength(JSON.stringify(metadata)) > metadataBytesMax) {
    throw new DomainError('form_param_exceeds_allowed_size', { param })
  }
}

export function requireMetadata(
  change: Pick<UserChange, 'publicMetadata' | 'privateMetadata' | 'unsafeMetadata'>,
): void {
  if (change.publicMetadata) requireMetadataSize(change.publicMetadata, 'public_metadata')
  if (change.privateMetadata) requireMetadataSize(change.privateMetadata, 'private_metadata')
  if (change.unsafeMetadata) requireMetadataSize(change.unsafeMetadata, 'unsafe_metadata')
}

/** What a new or changed user may look like, as far as that needs no look at other users. */
export function requireProfile(profile: UserChange, settings: InstanceSettings, now: Date): void {
  if (typeof profile.username === 'string') requireUsername(profile.username, settings.username)
  if (profile.createdAt && profile.createdAt > now) {
    throw new DomainError('form_disallow_future_date', { param: 'created_at' })
  }
  if (profile.legalAcceptedAt && profile.legalAcceptedAt > now) {
    throw new DomainError('form_disallow_future_date', { param: 'legal_accepted_at' })
  }
  requireMetadata(profile)
}

/** A username as the instance accepts it: its letters are kept, its uniqueness ignores case. */
export function requireUsername(username: string, rules: InstanceSettings['username']): void {
  const fault = (
    code:
      | 'form_username_invalid_length'
      | 'form_username_invalid_character'
      | 'form_username_needs_non_number_char',
  ) => new DomainError(code, { param: 'username' })
  if (username.length < rules.min_length || username.length > rules.max_length)
    throw fault('form_username_invalid_length')
  if (!/^[a-z0-9_-]+$/i.test(username)) throw fault('form_username_invalid_character')
  if (!/[^0-9]/.test(username)) throw fault('form_username_needs_non_number_char')
}

/** A lock without an end lasts until an administrator lifts it. */
export function isLocked(user: Pick<User, 'lockedAt' | 'lockoutExpiresAt'>, now: Date): boolean {
  return user.lockedAt !== null && (user.lockoutExpiresAt === null || user.lockoutExpiresAt > now)
}

/** Seconds until a lock ends by itself; `null` when there is none or it has no end. */
export function lockoutSecondsLeft(
  user: Pick<User, 'lockedAt' | 'lockoutExpiresAt'>,
  now: Date,
): number | null {
  if (!isLocked(user, now) || user.lockoutExpiresAt === null) return null
  return Math.ceil((user.lockoutExpiresAt.getTime() - now.getTime()) / 1000)
}

/** What lifts a lock: the count starts again. */
export const unlocked = { failedAttemptCount: 0, lockedAt: null, lockoutExpiresAt: null } satisfies UserChange

type LockoutRules = InstanceSettings['attack_protection']['user_lockout']
type LockoutState = Pick<User, 'failedAttemptCount' | 'lockedAt' | 'lockoutExpiresAt'>

/** What a failed attempt makes of a user; `undefined` when it does not count: nothing is locked here, or they are already. */
export function afterFailedAttempt(
  user: LockoutState,
  rules: LockoutRules,
  now: Date,
): UserChange | undefined {
  if (!rules.enabled || isLocked(user, now)) return undefined
  const failedAttemptCount = attemptsSoFar(user) + 1
  if (failedAttemptCount < rules.max_attempts) return { ...unlocked, failedAttemptCount }
  const lockoutExpiresAt =
    rules.duration_seconds === 0 ? null : new Date(now.getTime() + rules.duration_seconds * 1000)
  return { failedAttemptCount, lockedAt: now, lockoutExpiresAt }
}

/** How many more attempts may fail before the user is locked; `null` when this instance locks nobody. */
export function attemptsRemaining(user: LockoutState, rules: LockoutRules, now: Date): number | null {
  if (!rules.enabled) return null
  if (isLocked(user, now)) return 0
  return Math.max(0, rules.max_attempts - attemptsSoFar(user))
}

/** A lock that has run out takes its count with it. */
function attemptsSoFar({ lockedAt, failedAttemptCount }: LockoutState): number {
  return lockedAt === null ? failedAttemptCount : 0
}

interface BothMetadata {
  publicMetadata: Metadata
  privateMetadata: Metadata
}

/** What two metadata objects are after a merge of those that are given (RFC 7396). Throws when one becomes too large. */
export function mergedMetadata(
  before: BothMetadata,
  given: { [Kind in keyof BothMetadata]?: Metadata | undefined },
): BothMetadata {
  const merged = {
    publicMetadata: mergeMetadata(before.publicMetadata, given.publicMetadata ?? {}),
    privateMetadata: mergeMetadata(before.privateMetadata, given.privateMetadata ?? {}),
  }
  requireMetadata(merged)
  return merged
}
