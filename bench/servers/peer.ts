/** The library that ours is measured against, on the same PostgreSQL. */
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { benchPassword } from '../limits/password-hash.ts'
import { residentMegabytes } from '../measure/processes.ts'
import type { BenchPostgres } from './postgres.ts'
import { findFreePort, type ServerProcess, startServerProcess } from './server-process.ts'

export interface Peer extends ServerProcess {
  /** `Cookie` headers of signed-in users. */
  cookies: readonly string[]
  idleMegabytes: number
}

const database = 'peer'
const userCount = 16
const settleMilliseconds = 2_000

/** Who signs in at the peer, as it wants to be told. */
export function peerCredentials(index: number): { email: string; password: string } {
  return { email: `user${index % userCount}@example.com`, password: benchPassword }
}

/** Starts the peer on a database of its own, with some users who are signed in. */
export async function startPeer(postgres: BenchPostgres): Promise<Peer> {
  const found = await postgres.query('select from pg_database where datname = $1', [database])
  if (found.length === 0) await postgres.query(`create database ${database}`)
  const port = await findFreePort()
  const server = await startServerProcess({
    file: join(import.meta.dirname, 'peer-server.mjs'),
    environment: {
      PORT: String(port),
      NODE_ENV: 'production',
      UV_THREADPOOL_SIZE: '8',
      PEER_SECRET: 'a secret for nobody but this bench, long enough',
      PEER_COOKIE_CACHE: 'on',
      PEER_DATABASE: JSON.stringify(postgres.connectionTo(database)),
    },
    port,
    probePath: '/api/auth/ok',
  })
  await pause(settleMilliseconds)
  const idleMegabytes = residentMegabytes(server.pid)
  const cookies: string[] = []
  for (let index = 0; index < userCount; index += 1) cookies.push(await signUp(server, index))
  return { ...server, cookies, idleMegabytes }
}

async function signUp({ port }: ServerProcess, index: number): Promise<string> {
  const origin = `http://127.0.0.1:${port}`
  const answer = await fetch(`${origin}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ ...peerCredentials(index), name: 'Ada Byron' }),
  })
  if (!answer.ok) throw new Error(`The peer refused a sign-up: ${answer.status} ${await answer.text()}`)
  const cookies = answer.headers.getSetCookie().map((line) => line.split(';')[0])
  return cookies.join('; ')
}
