import type { UserId } from '@keywright/contract'
import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { totpEnabledOf } from '../second-factors/index.ts'
import type { Metadata } from '../users/index.ts'
import type { TokenUser } from './token-subject.entity.ts'

/** Columns of `users as u` and of `email_addresses as e`, the user's primary address. */
export const tokenUserColumns = [
  'u.version as user_version',
  'u.external_id',
  'u.username',
  'u.first_name',
  'u.last_name',
  'u.image_id',
  'u.public_metadata',
  'u.unsafe_metadata',
  'u.last_sign_in_at',
  'u.created_at as user_created_at',
  'u.updated_at as user_updated_at',
  'e.email_address',
  'e.verified_at as email_verified_at',
  sql<string | null>`(
    select w.web3_wallet from web3_wallets w
    where w.instance_id = u.instance_id and w.id = u.primary_web3_wallet_id
  )`.as('primary_web3_wallet'),
  totpEnabledOf('u.instance_id', 'u.id').as('two_factor_enabled'),
] as const

export interface TokenUserRow {
  user_version: number
  external_id: string | null
  username: string | null
  first_name: string | null
  last_name: string | null
  image_id: string | null
  public_metadata: unknown
  unsafe_metadata: unknown
  last_sign_in_at: Date | null
  user_created_at: Date
  user_updated_at: Date
  email_address: string | null
  email_verified_at: Date | null
  primary_web3_wallet: string | null
  two_factor_enabled: boolean
}

/** What of a user goes into tokens. */
export async function findTokenUser(
  db: Db,
  instanceId: string,
  userId: string,
): Promise<TokenUser | undefined> {
  const row = await db
    .selectFrom('users as u')
    .leftJoin('email_addresses as e', (join) =>
      join.onRef('e.instance_id', '=', 'u.instance_id').onRef('e.id', '=', 'u.primary_email_address_id'),
    )
    .select(tokenUserColumns)
    .where('u.instance_id', '=', instanceId)
    .where('u.id', '=', userId)
    .executeTakeFirst()
  return row && toTokenUserOfRow(userId as UserId, row)
}

export function toTokenUserOfRow(id: UserId, row: TokenUserRow): TokenUser {
  return {
    id,
    version: row.user_version,
    externalId: row.external_id,
    username: row.username,
    firstName: row.first_name,
    lastName: row.last_name,
    imageId: row.image_id,
    primaryEmailAddress:
      row.email_address === null
        ? null
        : { emailAddress: row.email_address, isVerified: row.email_verified_at !== null },
    primaryWeb3Wallet: row.primary_web3_wallet,
    twoFactorEnabled: row.two_factor_enabled,
    publicMetadata: row.public_metadata as Metadata,
    unsafeMetadata: row.unsafe_metadata as Metadata,
    lastSignInAt: row.last_sign_in_at,
    createdAt: row.user_created_at,
    updatedAt: row.user_updated_at,
  }
}
