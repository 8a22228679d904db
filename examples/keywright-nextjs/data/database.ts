/** The app's own database: its projects, and its own list of users, which webhooks keep in step. */
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { bigint, boolean, date, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { Pool } from 'pg'

export const users = pgTable('users', {
  id: text().primaryKey(),
  email: text().notNull(),
  name: text().notNull(),
  /** Milliseconds, as webhooks write them. */
  createdAt: bigint('created_at', { mode: 'number' }).notNull(),
  updatedAt: bigint('updated_at', { mode: 'number' }).notNull(),
  /** Kept, so that a late delivery brings nobody back. */
  isDeleted: boolean('is_deleted').notNull().default(false),
})

export const projects = pgTable('projects', {
  id: uuid().primaryKey().defaultRandom(),
  ownerId: text('owner_id').notNull(),
  name: text().notNull(),
  client: text().notNull(),
  status: text({ enum: ['planned', 'active', 'done'] })
    .notNull()
    .default('planned'),
  dueOn: date('due_on'),
  createdAt: timestamp('created_at').notNull().defaultNow(),
})

export type Project = typeof projects.$inferSelect

const tables = sql`
  create table if not exists users (
    id text primary key, email text not null, name text not null,
    created_at bigint not null, updated_at bigint not null, is_deleted boolean not null default false
  );
  create table if not exists projects (
    id uuid primary key default gen_random_uuid(), owner_id text not null, name text not null,
    client text not null, status text not null default 'planned', due_on date,
    created_at timestamp not null default now()
  );
  create index if not exists projects_owner on projects (owner_id, created_at);
`

type Database = ReturnType<typeof drizzle>
let opened: Promise<Database> | undefined

/** Makes the tables where they are missing, once for each process. */
export function openDatabase(): Promise<Database> {
  opened ??= prepare().catch((error: unknown) => {
    opened = undefined
    throw error
  })
  return opened
}

async function prepare(): Promise<Database> {
  const database = drizzle(new Pool({ connectionString: process.env.DATABASE_URL }))
  await database.transaction(async (step) => {
    // Two processes that start at once would both find them missing.
    await step.execute(sql`select pg_advisory_xact_lock(3900)`)
    await step.execute(tables)
  })
  return database
}
