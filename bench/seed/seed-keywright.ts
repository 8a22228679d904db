/** Fills our server's database, in SQL: a hundred thousand users through the API would take longer than the bench may. */
import { createHash } from 'node:crypto'
import { InstanceSettings } from '../../packages/contract/src/settings/settings.schema.ts'
import { hashBenchPassword } from '../limits/password-hash.ts'
import type { BenchPostgres } from '../servers/postgres.ts'
import {
  crowdCount,
  organizationCount,
  passwordUserCount,
  secretKeys,
  sessionCount,
  userCounts,
} from './bench-users.ts'

export interface Seeded {
  /** Name of the cookie that holds the client's token. */
  clientCookie: string
}

/** How much is put into the large instance. */
export interface SeedCounts {
  users: number
  usersWithPassword: number
  sessions: number
  organizations: number
}

const usualCounts: SeedCounts = {
  users: userCounts.large,
  usersWithPassword: passwordUserCount,
  sessions: sessionCount,
  organizations: organizationCount,
}

type Query = BenchPostgres['query']

/** The default instance becomes the large one; a small one is put beside it. The server must be restarted to know them. */
export async function seedKeywright({ query }: BenchPostgres, counts = usualCounts): Promise<Seeded> {
  const [found] = await query('select id, publishable_key from instances where is_default')
  const large = String(found?.id)
  const small = `ins_${'0'.repeat(27)}`
  await addSmallInstance(query, large, small)
  await liftLimits(query)
  for (const [instance, secret] of [
    [large, secretKeys.large],
    [small, secretKeys.small],
  ] as const)
    await addSecretKey(query, instance, secret)
  await addUsers(query, large, counts.users)
  await addUsers(query, small, userCounts.small)
  await addPasswords(query, large, counts.usersWithPassword)
  await addSessions(query, large, counts.sessions)
  if (counts.organizations > 0) {
    await addOrganizations(query, large, { organizations: counts.organizations, lastMember: counts.sessions })
    await addOrganizations(query, small, { organizations: 1, lastMember: 10 })
  }
  // What autovacuum does by itself within minutes; the bench is over before. Tables without rows are left alone: counted
  // as empty, they would be read from end to end as they grow.
  await query(
    `vacuum analyze instances, instance_settings, users, email_addresses, passwords, clients, sessions, organizations,
     organization_memberships, organization_role_permissions`,
  )
  const suffix = createHash('sha1').update(String(found?.publishable_key)).digest('base64url').slice(0, 8)
  return { clientCookie: `__client_${suffix}` }
}

async function addSmallInstance(query: Query, large: string, small: string): Promise<void> {
  await query(
    `insert into instances (id, application_id, slug, environment_type, publishable_key, frontend_host)
     select $2, application_id, 'small', 'development', $3, 'clerk.small.localhost:3943' from instances where id = $1`,
    [large, small, `pk_test_${Buffer.from('clerk.small.localhost:3943$').toString('base64')}`],
  )
  await query('insert into instance_settings (instance_id) values ($1)', [small])
}

/** A limit of 0 is none: all requests of the bench come from one address. */
async function liftLimits(query: Query): Promise<void> {
  const limits = Object.keys(InstanceSettings.parse({}).rate_limits)
  const document = { rate_limits: Object.fromEntries(limits.map((name) => [name, { limit: 0 }])) }
  await query('update instance_settings set document = document || $1::jsonb', [JSON.stringify(document)])
}

/**
 * Requests are compared with the hash alone, so the sealed copy is left empty. It is older than the instance's own key,
 * because the server shows its operator the newest.
 */
async function addSecretKey(query: Query, instance: string, secret: string): Promise<void> {
  await query(
    `insert into instance_secret_keys (id, instance_id, secret_hash, sealed_secret, created_at)
     values ($1, $2, $3, '', now() - interval '1 day')`,
    [`sk_bench_${instance}`, instance, createHash('sha256').update(secret).digest()],
  )
}

/** The first has a crowd of members, up to the one named; each other has one, of those behind them. All may do something in the app. */
async function addOrganizations(
  query: Query,
  instance: string,
  { organizations, lastMember }: { organizations: number; lastMember: number },
): Promise<void> {
  const crowd = Math.min(crowdCount, lastMember)
  const organizationId = `'org_' || lpad(i::text, 27, '0')`
  await query(
    `update instance_settings set document = document || '{"organizations":{"enabled":true}}' where instance_id = $1`,
    [instance],
  )
  await query(
    `insert into organization_permissions (instance_id, id, key, name, type)
     select $1, 'perm_bench_' || i, 'org:feature_' || i % 4 || ':name_' || i, 'Bench', 'user' from generate_series(0, 19) as i`,
    [instance],
  )
  await query(
    `insert into organization_role_permissions (instance_id, role_id, permission_id)
     select r.instance_id, r.id, p.id from organization_roles r join organization_permissions p on p.instance_id = r.instance_id
     where r.instance_id = $1 and p.type = 'user'`,
    [instance],
  )
  await query(
    `insert into organizations (instance_id, id, name, slug, role_set_id, members_count, created_at)
     select $1, ${organizationId}, 'Organization ' || i, 'organization-' || i, s.id, case i when 0 then $3 else 1 end,
       now() - make_interval(secs => i)
     from generate_series(0, $2::int - 1) as i, role_sets s where s.instance_id = $1`,
    [instance, organizations, crowd],
  )
  await query(
    `insert into organization_memberships (instance_id, id, organization_id, user_id, role_ids, created_at)
     select $1, 'orgmem_' || lpad(i::text, 27, '0'),
       'org_' || lpad(greatest(0, i - $3 + 1)::text, 27, '0'),
       'user_' || lpad((case when i < $3 then $4 - $3 + i else $4 + i % $4 end)::text, 27, '0'),
       array[r.id], now() - make_interval(secs => i)
     from generate_series(0, $2::int + $3 - 2) as i, organization_roles r where r.instance_id = $1 and r.key = 'org:admin'`,
    [instance, organizations, crowd, lastMember],
  )
}

const userId = `'user_' || lpad(i::text, 27, '0')`
const emailId = `'idn_' || lpad(i::text, 27, '0')`

async function addUsers(query: Query, instance: string, count: number): Promise<void> {
  await query(
    `insert into users (instance_id, id, first_name, last_name, primary_email_address_id, public_metadata, created_at, updated_at)
     select $1, ${userId}, 'Ada', 'Byron ' || i, ${emailId}, '{"plan":"pro"}', at, at
     from generate_series(0, $2::int - 1) as i, lateral (select now() - make_interval(secs => 86400 + i) as at)`,
    [instance, count],
  )
  await query(
    `insert into email_addresses (instance_id, id, user_id, email_address, verified_at, verification_strategy)
     select $1, ${emailId}, ${userId}, 'user' || i || '@example.com', now(), 'email_code'
     from generate_series(0, $2::int - 1) as i`,
    [instance, count],
  )
}

async function addPasswords(query: Query, instance: string, count: number): Promise<void> {
  await query(
    `insert into passwords (instance_id, user_id, hasher, digest)
     select $1, ${userId}, 'argon2id', $2 from generate_series(0, $3::int - 1) as i`,
    [instance, await hashBenchPassword(), count],
  )
}

/** One client with one session each, of different users, signed in a minute ago. */
async function addSessions(query: Query, instance: string, count: number): Promise<void> {
  await query(
    `insert into clients (instance_id, id, token_hash, last_active_session_id)
     select $1, 'client_' || lpad(i::text, 27, '0'), sha256(('ct_' || lpad(i::text, 43, '0'))::bytea), 'sess_' || lpad(i::text, 27, '0')
     from generate_series(0, $2::int - 1) as i`,
    [instance, count],
  )
  await query(
    `insert into sessions (instance_id, id, client_id, user_id, status, first_factor_verified_at, ip_address, user_agent, expire_at, abandon_at)
     select $1, 'sess_' || lpad(i::text, 27, '0'), 'client_' || lpad(i::text, 27, '0'), ${userId}, 'active',
       now() - interval '1 minute', '127.0.0.1', 'bench', now() + interval '7 days', now() + interval '30 days'
     from generate_series(0, $2::int - 1) as i`,
    [instance, count],
  )
}
