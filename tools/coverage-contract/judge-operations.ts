/** Holds all recorded exchanges against the reference: which operations count, and what keeps the others from counting. */
import { isDeepStrictEqual } from 'node:util'
import type { RecordedExchange, RecordedLine } from '../../apps/server/src/testing/record-exchanges.ts'
import { isMapping } from './mapping.ts'
import { createMatcher } from './match-operation.ts'
import type { Operation, Reference } from './reference.ts'
import {
  addStoredValues,
  findEvidence,
  findResource,
  isEmptyAnswer,
  keepTables,
  maskDistinctive,
  type StoredValues,
} from './stored-evidence.ts'
import { createAnswerValidator } from './validate-answer.ts'

/** What was seen of one operation. It counts when `evidence` is there and `invalid` is empty. */
export interface OperationVerdict {
  operation: Operation
  /** Success answers recorded. */
  answers: number
  /** Why one valid answer is known to be made from stored data. */
  evidence: string | undefined
  /** What is wrong with answers that are not as declared. */
  invalid: string[]
  /** Why no valid answer proves anything, when none does. */
  unproven: string | undefined
}

/** Recordings by process: the lines of one file are in the order in which they happened. */
export type Recording = readonly RecordedLine[]

/** Whether an operation counts as served. */
export function isCounted({ evidence, invalid }: OperationVerdict): boolean {
  return evidence !== undefined && invalid.length === 0
}

/** Judges every operation for which a success answer was recorded, in the order of the reference. */
export function judgeOperations(
  references: readonly Reference[],
  recordings: readonly Recording[],
  tables: ReadonlySet<string>,
): OperationVerdict[] {
  const operations = references.flatMap((reference) => reference.operations)
  const match = createMatcher(operations)
  const findProblems = createAnswerValidator(references)
  const verdicts = new Map<Operation, OperationVerdict>()
  for (const { exchange, evidence } of recordings.flatMap((lines) => followRecording(lines, tables))) {
    const operation = match(exchange)?.operation
    if (!operation || !isSuccess(exchange, operation)) continue
    const verdict = verdicts.get(operation) ?? startVerdict(operation)
    verdicts.set(operation, verdict)
    addExchange(verdict, exchange, findProblems(operation, exchange), evidence)
  }
  return operations.map((operation) => verdicts.get(operation)).filter((verdict) => verdict !== undefined)
}

/** A redirect that the reference does not declare is a way out for a visitor who may not, as an error is. */
function isSuccess({ status }: RecordedExchange, { answers }: Operation): boolean {
  return (status >= 200 && status < 300) || (status < 400 && answers.has(status))
}

function startVerdict(operation: Operation): OperationVerdict {
  return { operation, answers: 0, evidence: undefined, invalid: [], unproven: undefined }
}

function addExchange(
  verdict: OperationVerdict,
  exchange: RecordedExchange,
  problems: readonly string[],
  evidence: string | undefined,
): void {
  verdict.answers += 1
  if (problems.length > 0) {
    verdict.invalid = [...new Set([...verdict.invalid, ...problems])]
  } else if (isEmptyAnswer(findResource(exchange))) {
    verdict.unproven ??= 'only empty answers'
  } else if (evidence === undefined) {
    verdict.unproven = 'the answer is not known to be made from stored data'
  } else {
    verdict.evidence ??= evidence
  }
}

type Followed = { exchange: RecordedExchange; evidence: string | undefined }

/** Walks one process's lines, so that every exchange is judged by what was stored when it was answered. */
function followRecording(lines: Recording, tables: ReadonlySet<string>): Followed[] {
  const known: StoredValues = new Map()
  const settings = createSettingsWatch()
  return lines.flatMap((line) => {
    const statements = 'exchange' in line ? line.exchange.stored : [line.statement]
    const stored = keepTables(statements, tables)
    addStoredValues(known, stored)
    if (stored.some(({ kind, names }) => kind === 'write' && names.some(isSettingsTable)))
      settings.noteWrite()
    if (!('exchange' in line)) return []
    const exchange = { ...line.exchange, stored }
    return [{ exchange, evidence: findEvidence(exchange, known) ?? settings.findChange(exchange) }]
  })
}

function isSettingsTable(name: string): boolean {
  return name === 'instance_settings' || name === 'instances'
}

/**
 * Settings are mostly words and switches, which tell nothing about where they are from. What tells is that the same
 * question, asked again after settings were written, is answered otherwise.
 */
function createSettingsWatch() {
  let writes = 0
  const earlier = new Map<string, { writes: number; resource: unknown }>()
  return {
    noteWrite(): void {
      writes += 1
    },
    findChange(exchange: RecordedExchange): string | undefined {
      if (exchange.method !== 'GET' || exchange.status !== 200 || !isAboutSettings(exchange)) return undefined
      const resource = maskDistinctive(findResource(exchange))
      const key = `${exchange.audience} ${exchange.path}${exchange.query}`
      const before = earlier.get(key)
      earlier.set(key, { writes, resource })
      if (!before || before.writes === writes || isDeepStrictEqual(before.resource, resource))
        return undefined
      return 'answers otherwise after settings were written'
    },
  }
}

function isAboutSettings({ audience, path, body }: RecordedExchange): boolean {
  return isMapping(body) && (audience !== 'frontend' || /\/v1\/(?:environment|account_portal)$/.test(path))
}
