import type { ExternalAccountId, IdentificationId, UserId } from '@keywright/contract'
import { sql } from 'kysely'
import { type Db, isUniqueViolation } from '../../platform/db/database.ts'
import { lockName } from '../../platform/db/lock-name.ts'
import type { VerificationStatus } from '../verifications/index.ts'
import type { ExternalAccount, ExternalAccountProof, ExternalIdentity } from './external-account.entity.ts'

type Time = Date | string

/** A row, also as JSON, in which times are texts. */
interface Row {
  id: string
  identification_id: string
  user_id: string
  provider: string
  provider_user_id: string | null
  email_address: string | null
  email_address_verified: boolean | null
  username: string | null
  first_name: string | null
  last_name: string | null
  image_url: string | null
  picture_id: string | null
  given_image_id: string | null
  label: string | null
  public_metadata: unknown
  approved_scopes: string
  access_token_expires_at: Time | null
  verified_at: Time | null
  verification_id: string | null
  created_at: Time
  updated_at: Time
  status: string | null
  strategy: string | null
  attempts: number | null
  expire_at: Time | null
  external_redirect_url: string | null
  error: unknown
}

const columns = sql`x.id, x.identification_id, x.user_id, x.provider, x.provider_user_id, x.email_address,
  x.email_address_verified, x.username, x.first_name, x.last_name, x.image_url, x.picture_id,
  x.given_image_id, x.label, x.public_metadata, x.approved_scopes, x.access_token_expires_at, x.verified_at, x.verification_id, x.created_at, x.updated_at,
  v.status, v.strategy, v.attempts, v.expire_at, v.external_redirect_url, v.error`

const withVerification = sql`from external_accounts x
  left join verifications v on v.instance_id = x.instance_id and v.id = x.verification_id`

/** The accounts of the user `u` of the statement around it, oldest first: a user is read in one statement with them. */
export const externalAccountsOfUser = sql<Row[]>`(
  select coalesce(json_agg(a order by a.created_at, a.id), '[]')
  from (select ${columns} ${withVerification} where x.instance_id = u.instance_id and x.user_id = u.id) a)`

/** What `externalAccountsOfUser` found. */
export const toExternalAccounts = (found: readonly Row[]): ExternalAccount[] => found.map(toExternalAccount)

export async function findExternalAccount(
  db: Db,
  instanceId: string,
  id: string,
): Promise<ExternalAccount | undefined> {
  const { rows } = await sql<Row>`select ${columns} ${withVerification}
    where x.instance_id = ${instanceId} and x.id = ${id}`.execute(db)
  return rows[0] && toExternalAccount(rows[0])
}

/** Whose account at a provider this is. */
export async function findByProviderUserId(
  db: Db,
  instanceId: string,
  { provider, providerUserId }: { provider: string; providerUserId: string },
): Promise<ExternalAccount | undefined> {
  const { rows } = await sql<Row>`select ${columns} ${withVerification}
    where x.instance_id = ${instanceId} and x.provider = ${provider}
      and x.provider_user_id = ${providerUserId}`.execute(db)
  return rows[0] && toExternalAccount(rows[0])
}

/** Lets one transaction at a time decide whose account at a provider this is. */
export async function lockIdentity(
  tx: Db,
  instanceId: string,
  { provider, profile }: Pick<ExternalIdentity, 'provider' | 'profile'>,
): Promise<void> {
  await lockName(tx, `external_account ${instanceId} ${provider} ${profile.providerUserId}`)
}

export interface NewExternalAccount {
  id: ExternalAccountId
  identificationId: IdentificationId
  userId: UserId
  provider: string
  verificationId: string | null
  now: Date
}

/** Adds an account that its provider has yet to confirm. */
export async function insertPendingAccount(
  tx: Db,
  instanceId: string,
  account: NewExternalAccount,
): Promise<void> {
  await tx.insertInto('external_accounts').values(toNewColumns(instanceId, account)).execute()
}

/** Adds an account that its provider has confirmed; `false` when it is somebody’s already. */
export async function insertConnectedAccount(
  tx: Db,
  instanceId: string,
  account: NewExternalAccount,
  confirmed: ConfirmedColumns,
): Promise<boolean> {
  const result = await tx
    .insertInto('external_accounts')
    .values({
      ...toNewColumns(instanceId, account),
      ...confirmed,
      picture_due_at: confirmed.image_url === null ? null : account.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

function toNewColumns(instanceId: string, { now, ...account }: NewExternalAccount) {
  return {
    instance_id: instanceId,
    id: account.id,
    identification_id: account.identificationId,
    user_id: account.userId,
    provider: account.provider,
    verification_id: account.verificationId,
    created_at: now,
    updated_at: now,
  }
}

export interface ConfirmedColumns {
  provider_user_id: string
  email_address: string | null
  email_address_verified: boolean | null
  username: string | null
  first_name: string | null
  last_name: string | null
  image_url: string | null
  label: string | null
  approved_scopes: string
  sealed_tokens: Buffer | null
  access_token_expires_at: Date | null
  verified_at: Date
  updated_at: Date
}

/** Writes what a provider said this time; `false` when the account it speaks of is somebody’s already. */
export async function confirmAccount(
  tx: Db,
  instanceId: string,
  id: string,
  confirmed: Partial<ConfirmedColumns> & { verification_id?: string },
): Promise<boolean> {
  try {
    await tx
      .updateTable('external_accounts')
      .set({ ...confirmed, ...planPicture(confirmed.image_url, confirmed.updated_at) })
      .where('instance_id', '=', instanceId)
      .where('id', '=', id)
      .execute()
    return true
  } catch (error) {
    if (isUniqueViolation(error, 'external_accounts_provider_user_id')) return false
    throw error
  }
}

/** A picture is fetched where its address is new; what an assignment reads is the row as it was. */
function planPicture(imageUrl: string | null | undefined, now: Date | undefined) {
  if (!imageUrl || !now) return {}
  const isNew = sql`(image_url is distinct from ${imageUrl} or (picture_attempts = 0 and picture_due_at is null))`
  return {
    picture_due_at: sql<Date | null>`case when ${isNew} then ${now}::timestamptz else picture_due_at end`,
    picture_attempts: sql<number>`case when ${isNew} then 0 else picture_attempts end`,
  }
}

export async function setAccountVerification(
  tx: Db,
  instanceId: string,
  id: string,
  verificationId: string,
): Promise<void> {
  await tx
    .updateTable('external_accounts')
    .set({ verification_id: verificationId })
    .where('instance_id', '=', instanceId)
    .where('id', '=', id)
    .execute()
}

export async function deleteExternalAccount(tx: Db, instanceId: string, id: string): Promise<void> {
  await tx
    .deleteFrom('external_accounts')
    .where('instance_id', '=', instanceId)
    .where('id', '=', id)
    .execute()
}

/** Forgets what a user began to connect and did not finish. */
export async function deletePendingAccounts(
  tx: Db,
  instanceId: string,
  userId: string,
  provider: string,
): Promise<void> {
  await tx
    .deleteFrom('external_accounts')
    .where('instance_id', '=', instanceId)
    .where('user_id', '=', userId)
    .where('provider', '=', provider)
    .where('verified_at', 'is', null)
    .execute()
}

export async function findSealedTokens(db: Db, instanceId: string, id: string): Promise<Buffer | null> {
  const row = await db
    .selectFrom('external_accounts')
    .select('sealed_tokens')
    .where('instance_id', '=', instanceId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.sealed_tokens ?? null
}

/** Replaces tokens, if they are still those that were read; `false` when somebody else has renewed them meanwhile. */
export async function replaceTokens(
  db: Db,
  instanceId: string,
  id: string,
  { before, after, expiresAt }: { before: Buffer; after: Buffer | null; expiresAt: Date | null },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('external_accounts')
    .set({ sealed_tokens: after, access_token_expires_at: expiresAt })
    .where('instance_id', '=', instanceId)
    .where('id', '=', id)
    .where('sealed_tokens', '=', before)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

function toExternalAccount(row: Row): ExternalAccount {
  return {
    id: row.id as ExternalAccountId,
    identificationId: row.identification_id as IdentificationId,
    userId: row.user_id as UserId,
    provider: row.provider,
    providerUserId: row.provider_user_id,
    emailAddress: row.email_address,
    emailAddressVerified: row.email_address_verified,
    username: row.username,
    firstName: row.first_name,
    lastName: row.last_name,
    imageUrl: row.image_url,
    pictureId: row.picture_id,
    givenImageId: row.given_image_id,
    label: row.label,
    publicMetadata: row.public_metadata as Record<string, unknown>,
    approvedScopes: row.approved_scopes,
    accessTokenExpiresAt: toDate(row.access_token_expires_at),
    verifiedAt: toDate(row.verified_at),
    verification: toProof(row),
    verificationId: row.verification_id,
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  }
}

/** The proof outlives the verification that made it, which is forgotten after a while. */
function toProof(row: Row): ExternalAccountProof | null {
  const strategy = row.strategy ?? `oauth_${row.provider}`
  const isVerified = row.verified_at !== null && (row.status === null || row.status === 'expired')
  if (row.status === null && !isVerified) return null
  return {
    status: isVerified ? 'verified' : (row.status as VerificationStatus),
    strategy,
    attempts: row.attempts,
    expireAt: toDate(row.expire_at ?? row.verified_at),
    externalRedirectUrl: row.external_redirect_url,
    error: row.error as ExternalAccountProof['error'],
  }
}

function toDate(time: Time | null): Date | null {
  return time === null ? null : new Date(time)
}
