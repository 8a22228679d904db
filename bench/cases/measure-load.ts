/** One round of a case: load from outside, and what it cost the server and PostgreSQL. */
import type { LoadPlan, LoadResult } from '../load/load-plan.ts'
import { cpuOf, cpuOfFamily } from '../measure/processes.ts'
import type { Worker } from '../measure/worker.ts'

/** Processor time in microseconds for each request; latencies in milliseconds. */
export interface LoadFigures {
  server: number
  postgres: number
  perSecond: number
  p50: number
  p99: number
  generator: number
}

/** A case whose request is not answered as it has to be. */
export class CaseFault extends Error {
  readonly isMissing: boolean

  constructor(message: string, isMissing: boolean) {
    super(message)
    this.isMissing = isMissing
  }
}

export interface LoadTarget {
  generator: Worker<LoadPlan, LoadResult>
  serverPid: number
  postgresPid: number
}

export async function measureLoad(target: LoadTarget, plan: LoadPlan): Promise<LoadFigures> {
  const { generator, serverPid, postgresPid } = target
  const before = { server: cpuOf(serverPid), postgres: cpuOfFamily(postgresPid) }
  const result = await generator.ask(plan)
  const server = (cpuOf(serverPid) - before.server) / result.count
  const postgres = (cpuOfFamily(postgresPid) - before.postgres) / result.count
  refuseFailures(result)
  return {
    server,
    postgres,
    perSecond: (result.count / result.elapsedMilliseconds) * 1000,
    p50: result.p50,
    p99: result.p99,
    generator: result.ownCpu,
  }
}

/** Sends the first request once: a part of the server that is not there yet answers 404, and is told from a fault. */
export async function probe(
  generator: Worker<LoadPlan, LoadResult>,
  plan: LoadPlan,
): Promise<LoadResult['sample']> {
  const first = plan.requests.slice(0, 1)
  const { port, expectedStatus } = plan
  const result = await generator.ask({ port, expectedStatus, requests: first, connections: 1 })
  refuseFailures(result)
  return result.sample
}

function refuseFailures({ failures, count, firstFailure = '' }: LoadResult): void {
  if (failures === 0) return
  const status = firstFailure.slice(9, 12)
  const body = firstFailure.split('\r\n\r\n')[1] ?? ''
  throw new CaseFault(
    `${failures} of ${count} answers were not good; the first: ${status} ${body.slice(0, 300)}`,
    isNotThere(status, body),
  )
}

function isNotThere(status: string, body: string): boolean {
  return status === '405' || (status === '404' && body.includes('"resource_not_found"'))
}
