import type { IdentificationId, UserId } from '@keywright/contract'
import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { lockName } from '../../platform/db/lock-name.ts'
import type { Web3Wallet, Web3WalletVerification } from './web3-wallet.entity.ts'

/** A row, or the same as JSON, in which times are texts. */
interface Row {
  id: string
  user_id: string
  web3_wallet: string
  verified_at: Date | string | null
  verification_strategy: string | null
  verification_id: string | null
  created_at: Date | string
  updated_at: Date | string
  status: string | null
  strategy: string | null
  attempts: number | null
  expire_at: Date | string | null
  message: string | null
}

/** The wallets of the user `u` of the statement around it, oldest first: a user is read in one statement with them. */
export const walletsOfUser = sql<Row[]>`(
  select coalesce(json_agg(a order by a.created_at, a.id), '[]')
  from (
    select w.id, w.user_id, w.web3_wallet, w.verified_at, w.verification_strategy, w.verification_id,
      w.created_at, w.updated_at, v.status, v.strategy, v.attempts, v.expire_at, v.message
    from web3_wallets w
    left join verifications v on v.instance_id = w.instance_id and v.id = w.verification_id
    where w.instance_id = u.instance_id and w.user_id = u.id
  ) a)`

/** What `walletsOfUser` found. */
export const toWeb3Wallets = (found: readonly Row[]): Web3Wallet[] => found.map(toWeb3Wallet)

/** Wallets with the verification last made for them. */
function selectWallets(db: Db, instanceId: string) {
  return db
    .selectFrom('web3_wallets as w')
    .leftJoin('verifications as v', (join) =>
      join.onRef('v.instance_id', '=', 'w.instance_id').onRef('v.id', '=', 'w.verification_id'),
    )
    .select(['w.id', 'w.user_id', 'w.web3_wallet', 'w.verified_at', 'w.verification_strategy'])
    .select(['w.verification_id', 'w.created_at', 'w.updated_at'])
    .select(['v.status', 'v.strategy', 'v.attempts', 'v.expire_at', 'v.message'])
    .where('w.instance_id', '=', instanceId)
}

export async function findWeb3Wallet(
  db: Db,
  instanceId: string,
  id: string,
): Promise<Web3Wallet | undefined> {
  const row = await selectWallets(db, instanceId).where('w.id', '=', id).executeTakeFirst()
  return row && toWeb3Wallet(row)
}

/** Who has proven that a wallet is theirs: nobody, or one. */
export async function findWeb3Holder(
  db: Db,
  instanceId: string,
  web3Wallet: string,
): Promise<UserId | undefined> {
  const row = await db
    .selectFrom('web3_wallets')
    .select('user_id')
    .where('instance_id', '=', instanceId)
    .where('web3_wallet', '=', web3Wallet)
    .where('verified_at', 'is not', null)
    .executeTakeFirst()
  return row && (row.user_id as UserId)
}

/** Makes whoever else is about to prove one of these wallets wait until the transaction ends. Taken before any user is locked. */
export async function lockWeb3Claims(
  tx: Db,
  instanceId: string,
  web3Wallets: readonly string[],
): Promise<void> {
  for (const web3Wallet of [...new Set(web3Wallets)].sort())
    await lockName(tx, `web3_wallet ${instanceId} ${web3Wallet}`)
}

export interface NewWeb3Wallet {
  id: IdentificationId
  userId: UserId
  web3Wallet: string
  verifiedBy: string | undefined
  now: Date
}

/** Adds a wallet; `false` when it would be claimed twice, or when the user has it already. */
export async function insertWeb3Wallet(db: Db, instanceId: string, wallet: NewWeb3Wallet): Promise<boolean> {
  const result = await db
    .insertInto('web3_wallets')
    .values({
      instance_id: instanceId,
      id: wallet.id,
      user_id: wallet.userId,
      web3_wallet: wallet.web3Wallet,
      verified_at: wallet.verifiedBy === undefined ? null : wallet.now,
      verification_strategy: wallet.verifiedBy ?? null,
      created_at: wallet.now,
      updated_at: wallet.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** Marks a wallet as proven. That nobody else has proven it was made sure by `lockWeb3Claims`; the index insists on it. */
export async function markWeb3WalletVerified(
  db: Db,
  instanceId: string,
  id: string,
  strategy: string,
  now: Date,
): Promise<void> {
  await db
    .updateTable('web3_wallets')
    .set({ verified_at: now, verification_strategy: strategy, updated_at: now })
    .where('instance_id', '=', instanceId)
    .where('id', '=', id)
    .execute()
}

/** Notes the verification that is under way for a wallet, so that its message is shown with it. */
export async function setWeb3WalletVerification(
  db: Db,
  instanceId: string,
  id: string,
  verificationId: string,
): Promise<void> {
  await db
    .updateTable('web3_wallets')
    .set({ verification_id: verificationId })
    .where('instance_id', '=', instanceId)
    .where('id', '=', id)
    .execute()
}

export async function deleteWeb3Wallet(db: Db, instanceId: string, id: string): Promise<void> {
  await db.deleteFrom('web3_wallets').where('instance_id', '=', instanceId).where('id', '=', id).execute()
}

function toWeb3Wallet(row: Row): Web3Wallet {
  return {
    id: row.id as IdentificationId,
    userId: row.user_id as UserId,
    web3Wallet: row.web3_wallet,
    verification: toVerification(row),
    verificationId: row.verification_id,
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  }
}

function toVerification(row: Row): Web3WalletVerification | null {
  const { attempts, message } = row
  const expireAt = row.expire_at === null ? null : new Date(row.expire_at)
  if (row.verified_at !== null) {
    const strategy = (row.verification_strategy ?? 'admin') as Web3WalletVerification['strategy']
    if (strategy === 'admin')
      return { status: 'verified', strategy, attempts: null, expireAt: null, message: null }
    // The proof outlives the verification that made it, which is forgotten after a while.
    return {
      status: 'verified',
      strategy,
      attempts,
      expireAt: expireAt ?? new Date(row.verified_at),
      message: null,
    }
  }
  if (row.status === null || row.strategy === null) return null
  return {
    status: row.status as Web3WalletVerification['status'],
    strategy: row.strategy as Web3WalletVerification['strategy'],
    ...{ attempts, expireAt, message },
  }
}
