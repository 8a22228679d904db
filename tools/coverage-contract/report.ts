/** Puts the verdicts into words: what the command prints, and the same as JSON. */
import type { Audience } from '../../apps/server/src/testing/record-exchanges.ts'
import { isCounted, type OperationVerdict } from './judge-operations.ts'
import { apis, type Reference } from './reference.ts'

/** How many operations of one API count, and how many it has. */
export interface ApiCount {
  api: Audience
  counted: number
  total: number
}

const problemsShownMax = 4

/** Counts per API. */
export function countOperations(
  references: readonly Reference[],
  verdicts: readonly OperationVerdict[],
): ApiCount[] {
  const counted = verdicts.filter(isCounted)
  return apis.map((api) => ({
    api,
    counted: counted.filter(({ operation }) => operation.api === api).length,
    total: references.find((reference) => reference.api === api)?.operations.length ?? 0,
  }))
}

/** The one line that says it all. */
export function formatCounts(counts: readonly ApiCount[]): string {
  return counts.map(({ api, counted, total }) => `${api} ${counted}/${total}`).join(', ')
}

/** The operations that count with the reason, then those that were answered and do not count. */
export function formatVerdicts(verdicts: readonly OperationVerdict[]): string {
  const counted = verdicts.filter(isCounted)
  const others = verdicts.filter((verdict) => !isCounted(verdict))
  return [
    `Counted (${counted.length}):`,
    ...counted.map((verdict) => `  ${nameOf(verdict)}  ${verdict.evidence}`),
    `Answered and not counted (${others.length}):`,
    ...others.flatMap((verdict) => [
      `  ${nameOf(verdict)}`,
      ...reasonsOf(verdict).map((reason) => `      ${reason}`),
    ]),
  ].join('\n')
}

function nameOf({ operation: { api, method, path, operationId } }: OperationVerdict): string {
  return `${api.padEnd(8)} ${method.padEnd(6)} ${path} (${operationId})`
}

function reasonsOf({ invalid, unproven }: OperationVerdict): string[] {
  if (invalid.length === 0) return [unproven ?? 'no valid answer']
  const more = invalid.length - problemsShownMax
  const shown = invalid.slice(0, problemsShownMax).map((problem) => `not as declared: ${problem}`)
  return more > 0 ? [...shown, `and ${more} more`] : shown
}

/** What `--json` writes. */
export function toJsonReport(counts: readonly ApiCount[], verdicts: readonly OperationVerdict[]): unknown {
  return {
    counts: Object.fromEntries(counts.map(({ api, counted, total }) => [api, { counted, total }])),
    operations: verdicts.map((verdict) => {
      const { api, method, path, operationId } = verdict.operation
      const { answers, evidence = null, invalid, unproven = null } = verdict
      return {
        api,
        method,
        path,
        operationId,
        counted: isCounted(verdict),
        answers,
        evidence,
        unproven,
        invalid,
      }
    }),
  }
}
