/** The app's own table of users, kept in step by webhooks. */
import type { WebhookEvent } from '@keywright/tanstack-react-start/webhooks'
import { desc, isNull, lt, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { pgTable, text, timestamp } from 'drizzle-orm/pg-core'

const table = pgTable('users', {
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

/** Nothing where no `DATABASE_URL` is set: the rest of the app works without. */
export const users = process.env.DATABASE_URL ? await openUsers(process.env.DATABASE_URL) : undefined

async function openUsers(databaseUrl: string) {
  const database = drizzle(databaseUrl)
  await database.execute(createTable)
  return {
    list: () => database.select().from(table).where(isNull(table.deletedAt)).orderBy(desc(table.createdAt)),

    /** Events come at least once and in any order: an older one changes nothing, and nobody who was deleted comes back. */
    async take({ type, data }: WebhookEvent) {
      if (type === 'user.created' || type === 'user.updated') {
        const row = toRow(data as unknown as WireUser)
        await database
          .insert(table)
          .values(row)
          .onConflictDoUpdate({ target: table.id, set: row, setWhere: lt(table.updatedAt, row.updatedAt) })
      }
      if (type === 'user.deleted') {
        const now = new Date()
        const row = { email: null, name: null, updatedAt: now, deletedAt: now }
        await database
          .insert(table)
          .values({ id: String(data.id), createdAt: now, ...row })
          .onConflictDoUpdate({ target: table.id, set: row })
      }
    },
  }
}

interface WireUser {
  id: string
  first_name: string | null
  last_name: string | null
  email_addresses: { id: string; email_address: string }[]
  primary_email_address_id: string | null
  created_at: number
  updated_at: number
}

function toRow(user: WireUser) {
  const primary = user.email_addresses.find(({ id }) => id === user.primary_email_address_id)
  return {
    id: user.id,
    email: primary?.email_address ?? null,
    name: [user.first_name, user.last_name].filter(Boolean).join(' ') || null,
    createdAt: new Date(user.created_at),
    updatedAt: new Date(user.updated_at),
  }
}
