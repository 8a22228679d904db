/** Everything a run measured; medians over its rounds. */

import type { SdkAnswer } from '../limits/sdk.ts'
import { median } from '../measure/statistics.ts'
import type { CaseName } from './cases.ts'
import type { LoadFigures } from './measure-load.ts'

/** Processor time of one raw operation, in microseconds. */
export interface LimitFigures {
  sign: number
  hash: number
  hmac: number
  /** One verification, raw and ours. */
  verifyNode: { raw: number; ours: number }
  verifyWeb: { raw: number; ours: number }
}

/** What the SDK of an app's server costs, by the run-time it is on. */
export type SdkFigures = Record<'node' | 'web', SdkAnswer>

export interface StartFigures {
  /** Milliseconds from the start of the process to its first answer, with everything still to be set up. */
  first: number
  later: number
  peer: number
}

export interface MemoryFigures {
  idle: number
  afterLoad: number
  peerIdle: number
  peerAfterLoad: number
}

/** A case that could not be measured, and why. */
export interface CaseAbsence {
  isMissing: boolean
  reason: string
}

export interface Figures {
  loads: Partial<Record<CaseName, LoadFigures>>
  absences: Partial<Record<CaseName, CaseAbsence>>
  limits: LimitFigures
  sdk: SdkFigures
  starts: StartFigures
  memory: MemoryFigures
}

/** The median of each number, over objects of numbers alone. */
export function mediansOf<Numbers extends { [Name in keyof Numbers]: number }>(
  rounds: readonly Numbers[],
): Numbers {
  const [first] = rounds
  const names = Object.keys(first ?? {}) as (keyof Numbers)[]
  return Object.fromEntries(
    names.map((name) => [name, median(rounds.map((round) => round[name]))]),
  ) as Numbers
}

/** All processor time a request costs: the server's and PostgreSQL's. */
export function wholeCost({ server, postgres }: LoadFigures): number {
  return server + postgres
}
