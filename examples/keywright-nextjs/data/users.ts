import type { WebhookEvent } from '@keywright/nextjs/webhooks'
import { asc, eq, sql } from 'drizzle-orm'
import { openDatabase, users } from './database.ts'

interface UserData {
  id: string
  email_addresses?: { id: string; email_address: string }[]
  primary_email_address_id?: string | null
  first_name?: string | null
  last_name?: string | null
  created_at?: number
  updated_at?: number
}

/** Writes down what a delivery says. Deliveries come more than once, and not always in order. */
export async function followUser({ type, data }: WebhookEvent): Promise<void> {
  if (type === 'user.created' || type === 'user.updated') await keepUser(data as unknown as UserData)
  if (type === 'user.deleted') await forgetUser(String(data.id))
}

async function keepUser(user: UserData): Promise<void> {
  const database = await openDatabase()
  const addresses = user.email_addresses ?? []
  const primary = addresses.find(({ id }) => id === user.primary_email_address_id) ?? addresses[0]
  const row = {
    id: user.id,
    email: primary?.email_address ?? '',
    name: [user.first_name, user.last_name].filter(Boolean).join(' '),
    createdAt: user.created_at ?? 0,
    updatedAt: user.updated_at ?? 0,
  }
  await database
    .insert(users)
    .values(row)
    .onConflictDoUpdate({
      target: users.id,
      set: row,
      setWhere: sql`${users.updatedAt} < excluded.updated_at and not ${users.isDeleted}`,
    })
}

async function forgetUser(id: string): Promise<void> {
  const database = await openDatabase()
  const gone = { email: '', name: '', isDeleted: true }
  await database
    .insert(users)
    .values({ id, createdAt: 0, updatedAt: 0, ...gone })
    .onConflictDoUpdate({ target: users.id, set: gone })
}

export async function listUsers() {
  const database = await openDatabase()
  return database.select().from(users).where(eq(users.isDeleted, false)).orderBy(asc(users.createdAt))
}
