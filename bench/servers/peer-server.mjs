// The peer: better-auth on node:http, set up for speed. No rate limit, no telemetry, sessions cached in a signed cookie, and
// RS256 tokens, which is what official Clerk SDKs verify. Plain JavaScript: its types are installed only when it is measured.
import { createServer } from 'node:http'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { toNodeHandler } from 'better-auth/node'
import { jwt } from 'better-auth/plugins'
import pg from 'pg'

const port = Number(process.env.PORT)
const options = {
  baseURL: `http://127.0.0.1:${port}`,
  secret: process.env.PEER_SECRET,
  database: new pg.Pool({ ...JSON.parse(process.env.PEER_DATABASE), max: 16 }),
  emailAndPassword: { enabled: true },
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
  logger: { level: 'error' },
  session: { cookieCache: { enabled: process.env.PEER_COOKIE_CACHE === 'on', maxAge: 3600 } },
  // Without `disableSettingJwtHeader` every session read would sign a token as well.
  plugins: [
    jwt({ disableSettingJwtHeader: true, jwks: { keyPairConfig: { alg: 'RS256', modulusLength: 2048 } } }),
  ],
}
const { runMigrations } = await getMigrations(options)
await runMigrations()
createServer(toNodeHandler(betterAuth(options))).listen(port, '127.0.0.1')
