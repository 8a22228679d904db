import type { InstanceId } from '@keywright/contract'
import type { Selectable } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import type { Schema } from '../../platform/db/schema.generated.ts'
import { type EnvironmentType, type Instance, parseSettings } from './instance.entity.ts'
import { cookieSuffixFor } from './keys.policy.ts'
import type { OAuthConnection } from './oauth-connection.entity.ts'

export interface SecretKeyRecord {
  id: string
  instanceId: InstanceId
  secretHash: Buffer
  sealedSecret: Buffer
  /** When it stops to count; a rotation may leave the old key some hours. */
  revokedAt: Date | null
}

/** Every instance with its settings and hosts. There are few, and each request needs one: they are held in memory. */
export async function listInstances(db: Db): Promise<Instance[]> {
  const rows = await db
    .selectFrom('instances as i')
    .innerJoin('applications as a', 'a.id', 'i.application_id')
    .leftJoin('instance_settings as s', 's.instance_id', 'i.id')
    .selectAll('i')
    .select(['a.name as application_name', 's.version as settings_version', 's.document'])
    .orderBy('i.created_at')
    .execute()
  const hosts = Map.groupBy(
    await db.selectFrom('instance_hosts').selectAll().execute(),
    (row) => row.instance_id,
  )
  const proxies = await db
    .selectFrom('domains')
    .select(['instance_id', 'proxy_url'])
    .where('proxy_url', 'is not', null)
    .execute()
  const connections = await listOAuthConnections(db)
  return rows.map((row) => ({
    id: row.id as InstanceId,
    applicationId: row.application_id,
    applicationName: row.application_name,
    slug: row.slug,
    environmentType: row.environment_type as EnvironmentType,
    publishableKey: row.publishable_key,
    frontendHost: row.frontend_host,
    issuer: `https://${row.frontend_host}`,
    cookieSuffix: cookieSuffixFor(row.publishable_key),
    homeOrigin: row.home_origin,
    isDefault: row.is_default,
    isSystem: row.is_system,
    hosts: (hosts.get(row.id) ?? []).map(({ host }) => host),
    proxyUrls: proxies.flatMap((proxy) =>
      proxy.instance_id === row.id && proxy.proxy_url ? [proxy.proxy_url] : [],
    ),
    settings: parseSettings(row.document),
    oauthConnections: connections.get(row.id) ?? [],
    settingsVersion: row.settings_version ?? 1,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }))
}

async function listOAuthConnections(db: Db): Promise<Map<string, OAuthConnection[]>> {
  const rows = await db
    .selectFrom('oauth_connections')
    .selectAll()
    .orderBy('created_at')
    .orderBy('provider')
    .execute()
  const grouped = Map.groupBy(rows, (row) => row.instance_id)
  return new Map([...grouped].map(([instanceId, own]) => [instanceId, own.map(toOAuthConnection)]))
}

function toOAuthConnection(row: Selectable<Schema['oauth_connections']>): OAuthConnection {
  return {
    provider: row.provider,
    enabled: row.enabled,
    authenticatable: row.authenticatable,
    usesDevelopmentProvider: row.uses_development_provider,
    clientId: row.client_id,
    hasClientSecret: row.sealed_client_secret !== null,
    additionalScopes: row.additional_scopes,
    blockEmailSubaddresses: row.block_email_subaddresses,
    options: row.options as Record<string, string>,
    custom: row.custom as OAuthConnection['custom'],
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

/** Keys that count, oldest first. */
export async function listSecretKeys(db: Db, now: Date): Promise<SecretKeyRecord[]> {
  const rows = await db
    .selectFrom('instance_secret_keys')
    .select(['id', 'instance_id', 'secret_hash', 'sealed_secret', 'revoked_at'])
    .where((where) => where.or([where('revoked_at', 'is', null), where('revoked_at', '>', now)]))
    .orderBy('created_at')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    instanceId: row.instance_id as InstanceId,
    secretHash: row.secret_hash,
    sealedSecret: row.sealed_secret,
    revokedAt: row.revoked_at,
  }))
}

export interface NewInstance {
  id: InstanceId
  applicationId: string
  slug: string
  environmentType: EnvironmentType
  publishableKey: string
  frontendHost: string
  homeOrigin: string | null
  isDefault: boolean
  now: Date
}

export async function insertApplication(
  tx: Db,
  application: { id: string; name: string; now: Date },
): Promise<void> {
  const { id, name, now } = application
  await tx.insertInto('applications').values({ id, name, created_at: now, updated_at: now }).execute()
}

/** Adds an instance with untouched settings; `false` when its slug is taken. */
export async function insertInstance(tx: Db, instance: NewInstance): Promise<boolean> {
  const result = await tx
    .insertInto('instances')
    .values({
      id: instance.id,
      application_id: instance.applicationId,
      slug: instance.slug,
      environment_type: instance.environmentType,
      publishable_key: instance.publishableKey,
      frontend_host: instance.frontendHost,
      home_origin: instance.homeOrigin,
      is_default: instance.isDefault,
      created_at: instance.now,
      updated_at: instance.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (result.numInsertedOrUpdatedRows !== 1n) return false
  await tx
    .insertInto('instance_settings')
    .values({ instance_id: instance.id, updated_at: instance.now })
    .execute()
  return true
}

export async function insertSecretKey(
  tx: Db,
  key: Omit<SecretKeyRecord, 'revokedAt'> & { now: Date },
): Promise<void> {
  await tx
    .insertInto('instance_secret_keys')
    .values({
      id: key.id,
      instance_id: key.instanceId,
      secret_hash: key.secretHash,
      sealed_secret: key.sealedSecret,
      created_at: key.now,
    })
    .execute()
}

/** One process at a time creates the first application; the lock ends with the transaction. */
export async function hasDefaultInstance(tx: Db): Promise<boolean> {
  await tx.selectFrom('event_epoch').select('epoch').forUpdate().execute()
  const row = await tx.selectFrom('instances').select('id').where('is_default', '=', true).executeTakeFirst()
  return row !== undefined
}

export async function insertPrimaryDomain(
  tx: Db,
  instanceId: InstanceId,
  { id, name, now }: { id: string; name: string; now: Date },
): Promise<void> {
  await tx
    .insertInto('domains')
    .values({ instance_id: instanceId, id, name, is_satellite: false, created_at: now, updated_at: now })
    .execute()
}

/** Maps a host to an instance; `false` when any instance of this server has it already. */
export async function insertHost(tx: Db, instanceId: InstanceId, host: string): Promise<boolean> {
  const encoded = await tx
    .selectFrom('instances')
    .select('id')
    .where('frontend_host', '=', host)
    .executeTakeFirst()
  if (encoded) return false
  const result = await tx
    .insertInto('instance_hosts')
    .values({ host, instance_id: instanceId })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** Whether a host is mapped to any instance of this server. */
export async function isHostMapped(tx: Db, host: string): Promise<boolean> {
  const row = await tx.selectFrom('instance_hosts').select('host').where('host', '=', host).executeTakeFirst()
  return row !== undefined
}

export async function deleteHost(tx: Db, instanceId: InstanceId, host: string): Promise<void> {
  await tx
    .deleteFrom('instance_hosts')
    .where('instance_id', '=', instanceId)
    .where('host', '=', host)
    .execute()
}

export async function updateHomeOrigin(
  tx: Db,
  instanceId: InstanceId,
  origin: string,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('instances')
    .set({ home_origin: origin, updated_at: now })
    .where('id', '=', instanceId)
    .execute()
}

export async function revokeSecretKeys(tx: Db, instanceId: InstanceId, at: Date): Promise<void> {
  await tx
    .updateTable('instance_secret_keys')
    .set({ revoked_at: at })
    .where('instance_id', '=', instanceId)
    .where((where) => where.or([where('revoked_at', 'is', null), where('revoked_at', '>', at)]))
    .execute()
}

/** The version of an instance is that of its settings: it grows with every change of either. */
export async function bumpVersion(tx: Db, instanceId: InstanceId, now: Date): Promise<number> {
  const row = await tx
    .updateTable('instance_settings')
    .set((column) => ({ version: column('version', '+', 1), updated_at: now }))
    .where('instance_id', '=', instanceId)
    .returning('version')
    .executeTakeFirst()
  return row?.version ?? 1
}
