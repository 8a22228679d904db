/**
 * `npm run coverage:contract`: which operations of the reference we serve. It runs the server's tests, records every
 * answer, and counts an operation only when a success answer of this very run was made from stored data and is as the
 * reference declares. Arguments: spec files to run instead of all, `--json <file>`, `--require frontend=50,backend=55`.
 * Where KEYWRIGHT_RECORD_DIR names what a run has recorded, that is judged, and nothing runs.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CoverageArguments, parseCoverageArguments } from './coverage-contract/arguments.ts'
import { judgeOperations, type OperationVerdict } from './coverage-contract/judge-operations.ts'
import { loadReferences, type Reference } from './coverage-contract/reference.ts'
import {
  type ApiCount,
  countOperations,
  formatCounts,
  formatVerdicts,
  toJsonReport,
} from './coverage-contract/report.ts'
import { readRecordedRun, runRecordedTests } from './coverage-contract/run-recorded-tests.ts'
import { readTableNames } from './coverage-contract/stored-evidence.ts'
import { repositoryRoot } from './repository-files.ts'

/** The reference is data of a third party, so it lies beside the checkout and never in it. */
function findReferenceFolder(): string {
  return process.env.KEYWRIGHT_REFERENCE || join(repositoryRoot, '..', 'shared', 'clerk', 'openapi')
}

function readStoredTables(): Set<string> {
  const files = globSync('apps/server/migrations/*.sql', { cwd: repositoryRoot })
  return readTableNames(files.map((file) => readFileSync(join(repositoryRoot, file), 'utf8')).join('\n'))
}

/** What makes the command fail, in words. */
function findFailures(
  { required }: CoverageArguments,
  counts: readonly ApiCount[],
  verdicts: readonly OperationVerdict[],
): string[] {
  const invalid = verdicts.filter((verdict) => verdict.invalid.length > 0)
  const short = counts.filter(({ api, counted }) => counted < (required.get(api) ?? 0))
  return [
    ...invalid.map(({ operation }) => `${operation.operationId}: a success answer is not as declared`),
    ...short.map(
      ({ api, counted }) => `${api}: ${counted} operations count, ${required.get(api)} are required`,
    ),
  ]
}

async function compare(options: CoverageArguments, references: readonly Reference[]): Promise<void> {
  const { KEYWRIGHT_RECORD_DIR: recorded } = process.env
  const run = recorded ? readRecordedRun(recorded) : runRecordedTests(options.specs)
  const { passed, output, recordings } = await run
  const verdicts = judgeOperations(references, recordings, readStoredTables())
  const counts = countOperations(references, verdicts)
  if (options.jsonFile)
    writeFileSync(options.jsonFile, `${JSON.stringify(toJsonReport(counts, verdicts), null, 2)}\n`)
  const failures = findFailures(options, counts, verdicts)
  if (!passed) failures.push(`the tests failed:\n${output.split('\n').slice(-60).join('\n')}`)
  console.log(formatVerdicts(verdicts))
  for (const failure of failures) console.error(failure)
  console.log(formatCounts(counts))
  if (failures.length > 0) process.exitCode = 1
}

async function main(): Promise<void> {
  const options = parseCoverageArguments(process.argv.slice(2))
  const references = loadReferences(findReferenceFolder())
  if (references) return compare(options, references)
  console.log('There is no reference to compare with; KEYWRIGHT_REFERENCE names its folder.')
  if (process.env.CI === 'true') process.exitCode = 1
}

await main()
