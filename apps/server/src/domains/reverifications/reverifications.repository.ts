import type { SessionId } from '@keywright/contract'
import type { Db } from '../../platform/db/database.ts'
import type { Reverification, ReverificationLevel, ReverificationStatus } from './reverification.entity.ts'

/** Begins anew: what was under way in the session is forgotten. */
export async function putReverification(
  db: Db,
  instanceId: string,
  reverification: Reverification,
  now: Date,
): Promise<void> {
  const values = {
    level: reverification.level,
    status: reverification.status,
    first_factor_verification_id: reverification.firstFactorVerificationId,
    second_factor_verification_id: reverification.secondFactorVerificationId,
    created_at: now,
  }
  await db
    .insertInto('reverifications')
    .values({ instance_id: instanceId, session_id: reverification.sessionId, ...values })
    .onConflict((conflict) => conflict.columns(['instance_id', 'session_id']).doUpdateSet(values))
    .execute()
}

/** Locks what is under way in a session, so that its steps are taken one at a time. */
export async function lockReverification(
  tx: Db,
  instanceId: string,
  sessionId: string,
): Promise<Reverification | undefined> {
  const row = await tx
    .selectFrom('reverifications')
    .selectAll()
    .where('instance_id', '=', instanceId)
    .where('session_id', '=', sessionId)
    .forUpdate()
    .executeTakeFirst()
  return (
    row && {
      sessionId: row.session_id as SessionId,
      level: row.level as ReverificationLevel,
      status: row.status as ReverificationStatus,
      firstFactorVerificationId: row.first_factor_verification_id,
      secondFactorVerificationId: row.second_factor_verification_id,
    }
  )
}

export async function updateReverification(
  tx: Db,
  instanceId: string,
  sessionId: string,
  change: {
    status?: ReverificationStatus
    firstFactorVerificationId?: string
    secondFactorVerificationId?: string
  },
): Promise<void> {
  await tx
    .updateTable('reverifications')
    .set({
      ...(change.status === undefined ? {} : { status: change.status }),
      ...(change.firstFactorVerificationId === undefined
        ? {}
        : { first_factor_verification_id: change.firstFactorVerificationId }),
      ...(change.secondFactorVerificationId === undefined
        ? {}
        : { second_factor_verification_id: change.secondFactorVerificationId }),
    })
    .where('instance_id', '=', instanceId)
    .where('session_id', '=', sessionId)
    .execute()
}
