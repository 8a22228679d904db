import type { InstanceSettings, SessionActivityResource, SessionResource } from '@keywright/contract'
import type { z } from 'zod'
import type { Session } from './session.entity.ts'
import { isSignedIn, tasksOf } from './sessions.policy.ts'
import { describeDevice } from './user-agent.policy.ts'

/** A session as servers see it. */
export function toSessionResource(
  session: Session,
  settings: InstanceSettings,
): z.input<typeof SessionResource> {
  return {
    ...toSessionBase(session, settings),
    user_id: session.userId,
    client_id: session.clientId,
    last_active_organization_id: session.lastActiveOrganizationId,
    latest_activity: toSessionActivityResource(session),
    created_at: session.createdAt.getTime(),
    updated_at: session.updatedAt.getTime(),
  }
}

/** Where a session was begun: the device as its user agent describes it, and the address. */
export function toSessionActivityResource(session: Session): z.input<typeof SessionActivityResource> {
  const device = describeDevice(session.userAgent ?? '')
  return {
    object: 'session_activity',
    id: `sessact_${session.id.slice('sess_'.length)}`,
    is_mobile: device.isMobile,
    ...(device.deviceType === undefined ? {} : { device_type: device.deviceType }),
    ...(device.browserName === undefined ? {} : { browser_name: device.browserName }),
    ...(device.browserVersion === undefined ? {} : { browser_version: device.browserVersion }),
    ...(session.ipAddress === null ? {} : { ip_address: session.ipAddress }),
  }
}

/** What every form of a session holds. */
export function toSessionBase(session: Session, settings: InstanceSettings) {
  const tasks = isSignedIn(session) ? tasksOf(session, settings).map((key) => ({ key })) : []
  const isPending = tasks.length > 0
  return {
    object: 'session' as const,
    id: session.id,
    status: isPending ? ('pending' as const) : session.status,
    actor: session.actor,
    tasks: isPending ? tasks : null,
    expire_at: session.expireAt.getTime(),
    abandon_at: session.abandonAt.getTime(),
    last_active_at: session.lastActiveAt.getTime(),
  }
}

/** Whole minutes since each factor was proven; -1 for one that never was (wire contract 5.3, `fva`). */
export function factorVerificationAge(session: Session, now: Date): [number, number] {
  const minutesSince = (time: Date | null) =>
    time === null ? -1 : Math.max(0, Math.floor((now.getTime() - time.getTime()) / 60_000))
  return [minutesSince(session.firstFactorVerifiedAt), minutesSince(session.secondFactorVerifiedAt)]
}
