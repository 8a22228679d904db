/** Runs all cases round by round, so that whatever disturbs the machine meets each of them. */
import type { LimitAnswer, LimitQuestion } from '../limits/limits.ts'
import type { SdkAnswer, SdkQuestion } from '../limits/sdk.ts'
import type { LoadPlan, LoadResult } from '../load/load-plan.ts'
import { startWorker, type Worker } from '../measure/worker.ts'
import { type CaseName, caseNames, type LoadCase } from './cases.ts'
import { type CaseAbsence, type LimitFigures, mediansOf, type SdkFigures } from './figures.ts'
import { CaseFault, type LoadFigures, measureLoad, probe } from './measure-load.ts'

export interface RoundOptions {
  rounds: number
  milliseconds: number
  postgresPid: number
  /** Done once the servers are warm and before anything counts. */
  settle(): Promise<unknown>
  say(text: string): void
}

export interface RoundFigures {
  loads: Partial<Record<CaseName, LoadFigures>>
  absences: Partial<Record<CaseName, CaseAbsence>>
  limits: LimitFigures
  sdk: SdkFigures
}

interface Helpers {
  generator: Worker<LoadPlan, LoadResult>
  limits: Worker<LimitQuestion, LimitAnswer>
  webLimits: Worker<LimitQuestion, LimitAnswer>
  sdk: Worker<SdkQuestion, SdkAnswer>
  webSdk: Worker<SdkQuestion, SdkAnswer>
}

export async function runRounds(cases: readonly LoadCase[], options: RoundOptions): Promise<RoundFigures> {
  const limitsFile = new URL('../limits/limits.ts', import.meta.url)
  const sdkFile = new URL('../limits/sdk.ts', import.meta.url)
  const helpers: Helpers = {
    generator: startWorker(new URL('../load/generator.ts', import.meta.url)),
    limits: startWorker(limitsFile),
    webLimits: startWorker(limitsFile, { args: ['web'], threads: 4 }),
    sdk: startWorker(sdkFile),
    webSdk: startWorker(sdkFile, { args: ['web'], threads: 4 }),
  }
  try {
    return await runWith(helpers, cases, options)
  } finally {
    for (const helper of Object.values(helpers)) helper.stop()
  }
}

async function runWith(
  helpers: Helpers,
  cases: readonly LoadCase[],
  options: RoundOptions,
): Promise<RoundFigures> {
  const absences: RoundFigures['absences'] = {}
  const loads: Partial<Record<CaseName, LoadFigures[]>> = {}
  const limits: FlatLimits[] = []
  const sdk: Record<keyof SdkFigures, SdkAnswer[]> = { node: [], web: [] }
  for (let round = 0; round <= options.rounds; round += 1) {
    options.say(round === 0 ? 'warming up' : `round ${round} of ${options.rounds}`)
    for (const each of cases.filter(({ name }) => !absences[name])) {
      const measured = await runCase(helpers, each, round, options).catch(toAbsence)
      if ('reason' in measured) absences[each.name] = measured
      else loads[each.name] = [...(loads[each.name] ?? []), measured]
    }
    const milliseconds = lengthOf(round, options)
    limits.push(await measureLimits(helpers, milliseconds))
    sdk.node.push(await helpers.sdk.ask({ milliseconds }))
    sdk.web.push(await helpers.webSdk.ask({ milliseconds }))
    if (round === 0) await options.settle()
  }
  const measured = caseNames.filter((name) => !absences[name])
  return {
    loads: Object.fromEntries(measured.map((name) => [name, mediansOf(withoutWarmUp(loads[name] ?? []))])),
    absences,
    limits: toLimitFigures(mediansOf(withoutWarmUp(limits))),
    sdk: { node: mediansOf(withoutWarmUp(sdk.node)), web: mediansOf(withoutWarmUp(sdk.web)) },
  }
}

function withoutWarmUp<Round>(rounds: readonly Round[]): Round[] {
  return rounds.slice(1)
}

/**
 * PostgreSQL plans a named statement anew for its first five runs on each connection, and the compiler of JavaScript takes
 * a second or two to settle.
 */
const warmUpMilliseconds = 2_500

function lengthOf(round: number, { milliseconds }: RoundOptions): number {
  return round === 0 ? Math.max(milliseconds, warmUpMilliseconds) : milliseconds
}

async function runCase(
  { generator }: Helpers,
  { server, plan, expects }: LoadCase,
  round: number,
  options: RoundOptions,
): Promise<LoadFigures> {
  const wanted = plan(round, lengthOf(round, options))
  if (round === 0) {
    const sample = await probe(generator, wanted)
    if (!expects.test(sample)) throw new CaseFault(`an answer lacks ${expects}: ${sample.slice(-600)}`, false)
  }
  return await measureLoad({ generator, serverPid: server.pid, postgresPid: options.postgresPid }, wanted)
}

function toAbsence(error: unknown): CaseAbsence {
  const reason = error instanceof Error ? error.message : String(error)
  return { isMissing: error instanceof CaseFault && error.isMissing, reason }
}

type FlatLimits = Record<'sign' | 'hash' | 'hmac' | 'nodeRaw' | 'nodeOurs' | 'webRaw' | 'webOurs', number>

async function measureLimits({ limits, webLimits }: Helpers, milliseconds: number): Promise<FlatLimits> {
  const sign = await limits.ask({ measure: 'sign', milliseconds })
  const hash = await limits.ask({ measure: 'hash', milliseconds })
  const hmac = await limits.ask({ measure: 'hmac', milliseconds: milliseconds / 4 })
  const node = await limits.ask({ measure: 'verify', milliseconds })
  const web = await webLimits.ask({ measure: 'verify', milliseconds })
  return {
    ...{ sign: sign.raw, hash: hash.raw, hmac: hmac.raw },
    ...{ nodeRaw: node.raw, nodeOurs: node.ours ?? Number.NaN },
    ...{ webRaw: web.raw, webOurs: web.ours ?? Number.NaN },
  }
}

function toLimitFigures({ sign, hash, hmac, nodeRaw, nodeOurs, webRaw, webOurs }: FlatLimits): LimitFigures {
  const verifyNode = { raw: nodeRaw, ours: nodeOurs }
  return { sign, hash, hmac, verifyNode, verifyWeb: { raw: webRaw, ours: webOurs } }
}
