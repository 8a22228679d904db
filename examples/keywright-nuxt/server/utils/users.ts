/** The app's own table of users, kept in step by webhooks. */
import type { WebhookEvent } from '@keywright/nuxt/webhooks'
import { desc, lt, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { pgTable, text, timestamp } from 'drizzle-orm/pg-core'

const users = pgTable('users', {
  id: text('id').primaryKey(),
  email: text('email'),
  name: text('name'),
  createdAt: timestamp('created_at').notNull(),
  updatedAt: timestamp('updated_at').notNull(),
  deletedAt: timestamp('deleted_at'),
})

const createTable = sql`create table if not exists users (
  id text primary key,
  email text,
  name text,
  created_at timestamp not null,
  updated_at timestamp not null,
  deleted_at timestamp
)`

/** Gives back nothing when no `DATABASE_URL` is set: the rest of the app works without. */
async function openUsers(databaseUrl: string | undefined) {
  if (!databaseUrl) return undefined
  const database = drizzle(databaseUrl)
  await database.execute(createTable)
  return {
    list: () => database.select().from(users).where(sql`deleted_at is null`).orderBy(desc(users.createdAt)),

    /** Events come at least once and in any order: an older one changes nothing, and nobody who was deleted comes back. */
    async take({ type, data }: WebhookEvent) {
      if (type === 'user.created' || type === 'user.updated') {
        const row = toRow(data as unknown as UserData)
        await database
          .insert(users)
          .values(row)
          .onConflictDoUpdate({ target: users.id, set: row, setWhere: lt(users.updatedAt, row.updatedAt) })
      }
      if (type === 'user.deleted') {
        const { id } = data as { id: string }
        const now = new Date()
        const row = { email: null, name: null, updatedAt: now, deletedAt: now }
        await database
          .insert(users)
          .values({ id, createdAt: now, ...row })
          .onConflictDoUpdate({ target: users.id, set: row })
      }
    },
  }
}

interface UserData {
  id: string
  first_name: string | null
  last_name: string | null
  primary_email_address_id: string | null
  email_addresses: { id: string; email_address: string }[]
  created_at: number
  updated_at: number
}

function toRow(user: UserData) {
  const primary = user.email_addresses.find(({ id }) => id === user.primary_email_address_id)
  return {
    id: user.id,
    email: primary?.email_address ?? null,
    name: [user.first_name, user.last_name].filter(Boolean).join(' ') || null,
    createdAt: new Date(user.created_at),
    updatedAt: new Date(user.updated_at),
  }
}

let opened: ReturnType<typeof openUsers> | undefined

/** Opened by the first who asks: while the app is built, nobody does. */
export function findUsers() {
  opened ??= openUsers(process.env.DATABASE_URL)
  return opened
}
