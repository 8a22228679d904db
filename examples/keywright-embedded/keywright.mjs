import { createKeywright } from '@keywright/server'

const port = process.env.PORT ?? 3000

/** The server: its tables are in the schema `keywright` of the app's database, its pages and APIs below `/api/auth`. */
export const keywright = createKeywright({
  database: { url: process.env.DATABASE_URL },
  secret: process.env.KEYWRIGHT_MASTER_KEY,
  baseUrl: process.env.APP_URL ?? `http://localhost:${port}`,
  basePath: '/api/auth',
})
