import type { Db } from '../../platform/db/database.ts'

/** Nobody else changes roles, permissions or role sets of the instance until the transaction ends. */
export async function lockRoles(tx: Db, instanceId: string): Promise<void> {
  await tx.selectFrom('instances').select('id').where('id', '=', instanceId).forNoKeyUpdate().execute()
}

/** Roles stay as they are until the transaction ends; many may hold them at once. */
export async function holdRoles(tx: Db, instanceId: string): Promise<void> {
  await tx.selectFrom('instances').select('id').where('id', '=', instanceId).forShare().execute()
}
