/**
 * `npm run bench:revocation`: from the answer to a revocation until every subscribed process refuses the token, while tokens
 * are minted. Exits with 1 when the 99th percentile is a second or more, when a token was never refused, or one that is
 * good was. `--revocations <n>` and `--subscribers <n>` change how many; at least 4 subscribers.
 */
import { parseArgs } from 'node:util'
import { buildServerIfStale } from '../tools/build-server.ts'
import { mintRequest } from './cases/requests.ts'
import type { LoadPlan, LoadResult } from './load/load-plan.ts'
import { percentile } from './measure/statistics.ts'
import { startWorker } from './measure/worker.ts'
import { createRevoker, type Revoked } from './revocation/revoker.ts'
import { type Subscriber, startSubscriber } from './revocation/subscribers.ts'
import { organizationIdOf, secretKeys } from './seed/bench-users.ts'
import { seedKeywright } from './seed/seed-keywright.ts'
import { copyServer, makeDataFolder, startKeywright } from './servers/keywright.ts'
import { joinPostgres } from './servers/postgres.ts'
import type { ServerProcess } from './servers/server-process.ts'

const { values } = parseArgs({
  options: {
    revocations: { type: 'string', default: '1000' },
    subscribers: { type: 'string', default: '4' },
  },
})
const revocationCount = Number(values.revocations)
const subscriberCount = Math.max(4, Number(values.subscribers))

/** Sessions whose tokens are minted all the while, and that go on. */
const mintedCount = 200
/** Of a server's connections, and of the revocations that are under way at once. */
const connections = 4
const limitMilliseconds = 1_000

type CleanUp = () => Promise<void> | void

interface Findings {
  revoked: readonly Revoked[]
  /** For each subscriber, milliseconds from each answer to the refusal. */
  delays: readonly number[][]
  minted: LoadResult[]
  /** Good tokens that were refused, and revoked ones that were not. */
  mistakes: number
}

async function prepare(cleanUps: CleanUp[]) {
  const server = await copyServer()
  cleanUps.push(() => server.remove())
  const folder = await makeDataFolder()
  cleanUps.push(() => folder.remove())
  const empty = await startKeywright(server, folder)
  const postgres = await joinPostgres(folder.data).finally(() => empty.stop())
  cleanUps.push(() => postgres.stop())
  const sessions = mintedCount + revocationCount
  const { clientCookie } = await seedKeywright(postgres, {
    users: sessions,
    usersWithPassword: 0,
    sessions,
    organizations: 1,
  })
  // Everybody is a member, and works for the organization: every token names it.
  await postgres.query('update sessions set last_active_organization_id = $1', [organizationIdOf(0)])
  const servers = [await startKeywright(server, folder), await startKeywright(server, folder)]
  for (const each of servers) cleanUps.push(() => each.stop())
  return { servers, clientCookie }
}

const urlOf = ({ port }: ServerProcess) => `http://127.0.0.1:${port}`

async function measure(cleanUps: CleanUp[]): Promise<Findings> {
  say('starting two servers on one database')
  const { servers, clientCookie } = await prepare(cleanUps)
  const subscribers: Subscriber[] = []
  for (let count = 0; count < subscriberCount; count += 1) {
    const url = urlOf(servers[count % servers.length] as ServerProcess)
    const subscriber = await startSubscriber({ url, secretKey: secretKeys.large })
    subscribers.push(subscriber)
    cleanUps.push(() => subscriber.stop())
  }
  const revoker = createRevoker({ urls: servers.map(urlOf), secretKey: secretKeys.large })
  say('minting the tokens')
  const good = await revoker.mint(0, mintedCount)
  const doomed = await revoker.mint(mintedCount, revocationCount)
  const early = await Promise.all(subscribers.map((each) => each.countRefused([...good, ...doomed])))
  say(`revoking ${revocationCount} while ${subscriberCount} processes listen and tokens are minted`)
  const requests = good.map((_token, index) => mintRequest(clientCookie, index))
  const loads = servers.map((server) => startLoad(server, requests, cleanUps))
  const delays: number[][] = subscribers.map(() => [])
  const revoked = await revoker.revokeAll(
    mintedCount,
    doomed,
    connections,
    async ({ name, token, answeredAt }) => {
      const all = await Promise.all(subscribers.map((each) => each.measure(name, token, answeredAt)))
      all.forEach((delay, index) => void delays[index]?.push(delay))
    },
  )
  const minted = await Promise.all(loads.map((load) => load.stop()))
  const late = await Promise.all(subscribers.map((each) => each.countRefused(good)))
  const kept = await Promise.all(
    subscribers.map(async (each) => doomed.length - (await each.countRefused(doomed))),
  )
  return { revoked, delays, minted, mistakes: sum([...early, ...late, ...kept]) }
}

/** Mints in short turns until it is told to stop. */
function startLoad({ port }: ServerProcess, requests: readonly string[], cleanUps: CleanUp[]) {
  const worker = startWorker<LoadPlan, LoadResult>(new URL('load/generator.ts', import.meta.url))
  cleanUps.push(() => worker.stop())
  const plan: LoadPlan = { port, connections, requests, milliseconds: 500, expectedStatus: 200 }
  const results: LoadResult[] = []
  let isOver = false
  const running = (async () => {
    while (!isOver) results.push(await worker.ask(plan))
  })()
  return {
    async stop(): Promise<LoadResult> {
      isOver = true
      await running
      const [first] = results
      if (!first) throw new Error('Nothing was minted.')
      const of = (read: (result: LoadResult) => number) => sum(results.map(read))
      return {
        ...first,
        count: of(({ count }) => count),
        elapsedMilliseconds: of(({ elapsedMilliseconds }) => elapsedMilliseconds),
        failures: of(({ failures }) => failures),
        p99: Math.max(...results.map(({ p99 }) => p99)),
      }
    },
  }
}

function describe({ revoked, delays, minted, mistakes }: Findings): string {
  const all = delays.flat()
  const row = (name: string, list: readonly number[]) =>
    [name, percentile(list, 0.5), percentile(list, 0.99), Math.max(...list)]
      .map((cell) => (typeof cell === 'number' ? `${cell.toFixed(1)} ms` : cell).padEnd(16))
      .join('')
  const kinds = [...Map.groupBy(revoked, ({ how }) => how)].map(([how, list]) => `${list.length} ${how}`)
  const tokens = minted.map(
    ({ count, elapsedMilliseconds, p99, failures }) =>
      `${Math.round((count / elapsedMilliseconds) * 1000)}/s (worst p99 ${p99.toFixed(0)} ms, ${failures} failed)`,
  )
  return [
    `${revoked.length} revocations: ${kinds.join(', ')}; ${delays.length} processes on ${minted.length} servers`,
    `tokens minted meanwhile: ${tokens.join(', ')}`,
    ['from the answer', 'p50', 'p99', 'longest'].map((cell) => cell.padEnd(16)).join(''),
    ...delays.map((list, index) => row(`process ${index + 1}`, list)),
    row('all', all),
    `refused or accepted by mistake: ${mistakes}`,
  ].join('\n')
}

function isGoodEnough({ delays, minted, mistakes }: Findings): boolean {
  const failures = sum(minted.map((load) => load.failures))
  return mistakes === 0 && failures === 0 && percentile(delays.flat(), 0.99) < limitMilliseconds
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

async function runInReverse(cleanUps: CleanUp[]): Promise<void> {
  for (const cleanUp of cleanUps.splice(0).reverse())
    await Promise.resolve(cleanUp()).catch((error: unknown) => say(`cleaning up: ${String(error)}`))
}

function say(text: string): void {
  process.stderr.write(`bench:revocation: ${text} ...\n`)
}

async function main(): Promise<void> {
  await buildServerIfStale()
  const cleanUps: CleanUp[] = []
  // PostgreSQL does not hear the terminal's interrupt, and would be left running.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void runInReverse(cleanUps).then(() => process.exit(130)))
  try {
    const findings = await measure(cleanUps)
    const isGood = isGoodEnough(findings)
    process.stdout.write(`\n${describe(findings)}\n`)
    process.stdout.write(`${isGood ? 'ok' : 'FAILED'}: p99 below ${limitMilliseconds} ms, and no mistakes.\n`)
    process.exitCode = isGood ? 0 : 1
  } finally {
    await runInReverse(cleanUps)
  }
}

try {
  await main()
} catch (error) {
  process.stderr.write(`bench:revocation: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
