import type { SessionActivityResource, SessionResource } from '@keywright/contract'
import type { z } from 'zod'
import type { Session } from './session.entity.ts'
import { describeDevice } from './user-agent.policy.ts'

/** A session as servers see it. */
export function toSessionResource(session: Session): z.input<typeof SessionResource> {
  return {
    object: 'session',
    id: session.id,
    user_id: session.userId,
    client_id: session.clientId,
    actor: session.actor,
    status: session.status,
    last_active_organization_id: session.lastActiveOrganizationId,
    last_active_at: session.lastActiveAt.getTime(),
    latest_activity: toSessionActivityResource(session),
    expire_at: session.expireAt.getTime(),
    abandon_at: session.abandonAt.getTime(),
    created_at: session.createdAt.getTime(),
    updated_at: session.updatedAt.getTime(),
    tasks: null,
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

/** What every browser-side form of a session holds. */
export function toSessionBase(session: Session) {
  return {
    object: 'session' as const,
    id: session.id,
    status: session.status,
    actor: session.actor,
    tasks: null,
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
