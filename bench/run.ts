/**
 * `npm run bench`: our server, a peer library and this machine's raw limits, in one run on one PostgreSQL. Exits with 1
 * when a budget is missed or could not be judged. `--quick` takes a quarter of the time, `--json <file>` keeps the numbers.
 */
import { writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { buildServerIfStale } from '../tools/build-server.ts'
import { judge } from './budgets.ts'
import { loadCases } from './cases/cases.ts'
import type { Figures } from './cases/figures.ts'
import { runRounds } from './cases/rounds.ts'
import { measureStarts } from './cases/starts.ts'
import { ensureInstalled } from './install.ts'
import { residentMegabytes } from './measure/processes.ts'
import { describeMachine, describeRun } from './report.ts'
import { seedKeywright } from './seed/seed-keywright.ts'
import {
  copyServer,
  type DataFolder,
  makeDataFolder,
  type ServerCopy,
  startKeywright,
} from './servers/keywright.ts'
import { startPeer } from './servers/peer.ts'
import { joinPostgres } from './servers/postgres.ts'

const { values } = parseArgs({ options: { quick: { type: 'boolean' }, json: { type: 'string' } } })

const effort = values.quick
  ? { starts: { first: 1, later: 3 }, rounds: 3, milliseconds: 600, coldPerRound: 1_000 }
  : { starts: { first: 3, later: 5 }, rounds: 7, milliseconds: 1_500, coldPerRound: 2_400 }

type CleanUp = () => Promise<void>

/** Measures everything. What it starts is put on the list, to be stopped in reverse order whatever happens. */
async function measureAll(server: ServerCopy, folder: DataFolder, cleanUps: CleanUp[]): Promise<Figures> {
  say('starts')
  const { first, later, idle } = await measureStarts(server, folder, effort.starts)
  const empty = await startKeywright(server, folder)
  const postgres = await joinPostgres(folder.data).finally(() => empty.stop())
  cleanUps.push(() => postgres.stop())
  say('filling the database')
  const { clientCookie } = await seedKeywright(postgres)
  const keywright = await startKeywright(server, folder)
  cleanUps.push(() => keywright.stop())
  const peer = await startPeer(postgres)
  cleanUps.push(() => peer.stop())
  const cases = loadCases({ keywright, clientCookie, peer, coldPerRound: effort.coldPerRound })
  const { pid: postgresPid, analyze: settle } = postgres
  const rounds = await runRounds(cases, { ...effort, postgresPid, settle, say })
  return {
    ...rounds,
    starts: { first, later, peer: peer.readyMilliseconds },
    memory: {
      idle,
      afterLoad: residentMegabytes(keywright.pid),
      peerIdle: peer.idleMegabytes,
      peerAfterLoad: residentMegabytes(peer.pid),
    },
  }
}

async function main(): Promise<void> {
  const loadBefore = loadavg()[0] ?? 0
  if (process.platform !== 'linux')
    throw new Error('processor time is read from /proc, which only Linux has.')
  ensureInstalled()
  await buildServerIfStale()
  const figures = await measureAndCleanUp()
  const results = judge(figures)
  process.stdout.write(`\n${describeRun(figures, results)}\n${describeMachine(figures, loadBefore)}\n`)
  if (values.json)
    writeFileSync(values.json, `${JSON.stringify({ figures, budgets: results }, undefined, 2)}\n`)
  const missed = results.filter(({ verdict }) => verdict !== 'pass')
  process.stdout.write(`${results.length - missed.length} of ${results.length} budgets met.\n`)
  process.exitCode = missed.length === 0 ? 0 : 1
}

async function measureAndCleanUp(): Promise<Figures> {
  const cleanUps: CleanUp[] = []
  // PostgreSQL does not hear the terminal's interrupt, and would be left running.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void runInReverse(cleanUps).then(() => process.exit(130)))
  try {
    const server = await copyServer()
    cleanUps.push(() => server.remove())
    const folder = await makeDataFolder()
    cleanUps.push(() => folder.remove())
    return await measureAll(server, folder, cleanUps)
  } finally {
    await runInReverse(cleanUps)
  }
}

async function runInReverse(cleanUps: CleanUp[]): Promise<void> {
  for (const cleanUp of cleanUps.splice(0).reverse())
    await cleanUp().catch((error: unknown) => say(`cleaning up: ${String(error)}`))
}

function say(text: string): void {
  process.stderr.write(`bench: ${text} ...\n`)
}

try {
  await main()
} catch (error) {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
