import type { InstanceSettings, SessionTaskKey } from '@keywright/contract'
import { mustSetUpSecondFactor } from '../second-factors/index.ts'
import { type Session, type SessionStatus, type SignedInSession, signedInStatuses } from './session.entity.ts'

type SessionSettings = InstanceSettings['sessions']
type Lifetimes = Pick<SessionSettings, 'lifetime_seconds' | 'inactivity_timeout_seconds'>

const later = (time: Date, seconds: number) => new Date(time.getTime() + seconds * 1000)

/** When a session that begins now ends at the latest, and when it ends if nobody uses it. */
export function sessionEnds(settings: Lifetimes, now: Date): { expireAt: Date; abandonAt: Date } {
  const expireAt = later(now, settings.lifetime_seconds)
  return { expireAt, abandonAt: abandonTime(settings, now, expireAt) }
}

/** A use moves the end by inactivity, never the end of its life. */
export function abandonTime(
  { inactivity_timeout_seconds: timeout }: Lifetimes,
  usedAt: Date,
  expireAt: Date,
): Date {
  if (timeout === 0) return expireAt
  const abandonAt = later(usedAt, timeout)
  return abandonAt < expireAt ? abandonAt : expireAt
}

/** The status that counts: what is stored, unless its time is over. The end that came first gives the name. */
export function statusAt(
  session: Pick<Session, 'status' | 'expireAt' | 'abandonAt'>,
  now: Date,
): SessionStatus {
  if (!isSignedInStatus(session.status)) return session.status
  if (session.abandonAt < session.expireAt && session.abandonAt <= now) return 'abandoned'
  return session.expireAt <= now ? 'expired' : session.status
}

/** Whether users always act in an organization: there are no personal accounts. */
export function mustChooseOrganization({ organizations }: Pick<InstanceSettings, 'organizations'>): boolean {
  return organizations.enabled && organizations.force_organization_selection
}

/**
 * What the user of a session has to do before it counts as active (wire contract 7.7). It follows from the settings as they
 * are, and is never stored: whoever changes them changes every session with it. Official SDKs show the first one.
 */
export function tasksOf(
  session: Pick<Session, 'lastActiveOrganizationId' | 'twoFactorEnabled'>,
  settings: InstanceSettings,
): SessionTaskKey[] {
  const mustSetUp = mustSetUpSecondFactor(settings) && !session.twoFactorEnabled
  const mustChoose = mustChooseOrganization(settings) && session.lastActiveOrganizationId === null
  return [
    ...(mustSetUp ? (['setup-mfa'] as const) : []),
    ...(mustChoose ? (['choose-organization'] as const) : []),
  ]
}

/** Whether the user of the session counts as signed in. */
export function isSignedIn(session: Session): session is SignedInSession {
  return isSignedInStatus(session.status)
}

function isSignedInStatus(status: SessionStatus): boolean {
  return (signedInStatuses as readonly string[]).includes(status)
}

/** The session to fall back to when the last active one has ended: the one used last. */
export function nextActiveSession(sessions: readonly Session[]): Session | undefined {
  return sessions
    .filter(isSignedIn)
    .toSorted((a, b) => b.lastActiveAt.getTime() - a.lastActiveAt.getTime())
    .at(0)
}

/**
 * The token before a rotation stays valid for a moment. It opens only sessions that were there before it was made:
 * whoever planted it before a sign-in, or stole it, gets nothing of what the sign-in brought.
 */
export function isOpenToCaller(
  session: Pick<Session, 'clientGeneration'>,
  caller: { tokenGeneration: number; isPreviousToken: boolean },
): boolean {
  return !caller.isPreviousToken || session.clientGeneration < caller.tokenGeneration - 1
}

/** What the caller's token is by now: a call takes a while, by its caller's will, and its token may be replaced meanwhile. */
export function callerAtPresent<Caller extends { tokenGeneration: number; isPreviousToken: boolean }>(
  caller: Caller,
  tokenGeneration: number,
): Caller {
  if (caller.isPreviousToken || tokenGeneration <= caller.tokenGeneration) return caller
  return { ...caller, tokenGeneration: caller.tokenGeneration + 1, isPreviousToken: true }
}

/** Uses closer together than this are not written: a read must not cost a write each time. */
const activityIntervalMs = 60_000

/** Whether a use at this time is worth writing down. */
export function isActivityDue(session: Pick<Session, 'lastActiveAt'>, now: Date): boolean {
  return now.getTime() - session.lastActiveAt.getTime() >= activityIntervalMs
}

const dayMs = 24 * 60 * 60 * 1000

/** Whether a user was last seen so long ago that it is worth writing down, and reporting. */
export function isUserActivityDue(lastActiveAt: Date | null, now: Date): boolean {
  return lastActiveAt === null || now.getTime() - lastActiveAt.getTime() >= dayMs
}
