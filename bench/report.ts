/** What a run says at its end: the figures, the ratios, and the budgets. */
import { type BudgetResult, slownessOf } from './budgets.ts'
import { type CaseName, caseNames } from './cases/cases.ts'
import { type Figures, wholeCost } from './cases/figures.ts'
import type { SdkAnswer } from './limits/sdk.ts'

export function describeRun(figures: Figures, results: readonly BudgetResult[]): string {
  return [
    'Raw limits (processor time for each)',
    table([['', 'us'], ...limitRows(figures)]),
    'Under load (processor time for each request, in microseconds; latencies in milliseconds)',
    table([
      ['', 'server', 'postgres', 'req/s', 'p50', 'p99'],
      ...caseNames.map((name) => loadRow(figures, name)),
    ]),
    'Side by side (processor time, server and PostgreSQL)',
    table(ratioRows(figures)),
    'The SDK of an app’s server (processor time for each, in microseconds)',
    table([['', 'Node', 'web'], ...sdkRows(figures)]),
    'Starts and memory',
    table(processRows(figures)),
    'Budgets',
    table([['', 'budget', 'value', ''], ...results.map(budgetRow)]),
    ...notesOf(results),
  ].join('\n')
}

function limitRows({ limits }: Figures): string[][] {
  const { verifyNode, verifyWeb } = limits
  return [
    ['RS256 signature, thread pool, 16 at a time', micro(limits.sign)],
    ['argon2id verification (19 MiB, 2 passes), one a core', micro(limits.hash)],
    ['crypto.verify / verifyJwt on Node', `${micro(verifyNode.raw)} / ${micro(verifyNode.ours)}`],
    [
      'subtle.verify / verifyJwt on the web, 4 at a time',
      `${micro(verifyWeb.raw)} / ${micro(verifyWeb.ours)}`,
    ],
    ['HMAC-SHA256 of a token', micro(limits.hmac)],
  ]
}

const sdkNames: readonly [what: string, name: keyof SdkAnswer][] = [
  ['raw verification', 'raw'],
  ['verifyToken', 'verify'],
  ['verifyToken of @clerk/backend', 'verifyOfficial'],
  ['authenticateRequest with cookies', 'cookie'],
  ['authenticateRequest of @clerk/backend', 'cookieOfficial'],
]

function sdkRows({ sdk: { node, web } }: Figures): string[][] {
  return sdkNames.map(([what, name]) => [what, micro(node[name]), micro(web[name])])
}

function loadRow({ loads, absences }: Figures, name: CaseName): string[] {
  const load = loads[name]
  if (!load) return [name, absences[name]?.isMissing ? 'MISSING' : 'FAILED']
  const { server, postgres, perSecond, p50, p99 } = load
  return [name, micro(server), micro(postgres), perSecond.toFixed(0), p50.toFixed(2), p99.toFixed(2)]
}

const pairs: readonly [what: string, slower: CaseName, faster: CaseName][] = [
  ['token: peer / ours, warm', 'peer: token, RS256', 'token mint, warm'],
  ['token: peer / ours, cold', 'peer: token, RS256', 'token mint, cold'],
  ['token: cold / warm', 'token mint, cold', 'token mint, warm'],
  ['session read: peer get-session / our GET /v1/client', 'peer: get-session', 'GET /v1/client'],
  ['password sign-in: peer / ours', 'peer: password sign-in', 'password sign-in'],
  ['token: of a member of 10,000, in 100,000 / of nobody', 'token of a member of 10,000', 'token mint, warm'],
  ['member list: of 10,000, in 100,000 / of 10', 'list of 10,000 members', 'list of 10 members'],
  ['user list: of 100,000 / of 1,000', 'list of 100,000 users', 'list of 1,000 users'],
]

function ratioRows(figures: Figures): string[][] {
  const { loads, limits } = figures
  const rows = pairs.map(([what, slower, faster]) => {
    const above = loads[slower]
    const below = loads[faster]
    return [what, above && below ? ratio(wholeCost(above), wholeCost(below)) : 'MISSING']
  })
  const peer = loads['peer: token, RS256']
  const ours = loads['token mint, warm']
  if (!peer || !ours) return rows
  const beyond = ratio(wholeCost(peer) - limits.sign, wholeCost(ours) - limits.sign)
  return [['token, beyond the signature: peer / ours, warm', beyond], ...rows]
}

function ratio(above: number, below: number): string {
  return `${(above / below).toFixed(1)}x`
}

function processRows({ starts, memory }: Figures): string[][] {
  return [
    ['', 'ours', 'peer'],
    ['first start to ready, ms', starts.first.toFixed(0), '-'],
    ['later start to ready, ms', starts.later.toFixed(0), starts.peer.toFixed(0)],
    ['idle, MB', memory.idle.toFixed(0), memory.peerIdle.toFixed(0)],
    ['after the load, MB', memory.afterLoad.toFixed(0), memory.peerAfterLoad.toFixed(0)],
  ]
}

function budgetRow({ what, budget, value, verdict }: BudgetResult): string[] {
  return [what, budget, value, verdict]
}

function notesOf(results: readonly BudgetResult[]): string[] {
  return results.flatMap(({ what, note }) => (note ? [`  ${what}: ${note}`] : []))
}

/** What else a reader of the numbers has to know, in one line. */
export function describeMachine(figures: Figures, loadAverage: number): string {
  const { signing, javascript } = slownessOf(figures)
  const busy =
    loadAverage > 0.5 ? `; the machine was busy (load average ${loadAverage.toFixed(1)}) before we began` : ''
  return `Against the reference machine: signing ${signing.toFixed(2)}x, JavaScript ${javascript.toFixed(2)}x the time${busy}.`
}

function micro(value: number): string {
  return value < 100 ? value.toFixed(1) : value.toFixed(0)
}

/** Columns of equal width, the first to the left and the others to the right. */
function table(rows: readonly (readonly string[])[]): string {
  const width = (column: number) => Math.max(0, ...rows.map((row) => (row[column] ?? '').length))
  const lines = rows.map((row) =>
    row
      .map((text, column) => (column === 0 ? text.padEnd(width(column)) : text.padStart(width(column))))
      .join('  '),
  )
  return `${lines.map((line) => `  ${line}`).join('\n')}\n`
}
