/** Writes from the contract the OpenAPI documents and the table of operations that `@keywright/backend` calls; `--check` fails when the committed ones differ. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as contract from '@keywright/contract'
import { toOpenApi } from '../packages/contract/src/openapi.ts'
import { toOperationTable } from './operation-table.ts'

const root = join(import.meta.dirname, '..')
const exported: [name: string, value: unknown][] = Object.entries(contract)
const routes = exported.map(([, value]) => value).filter(isRoute)
const stale: string[] = []

for (const audience of ['frontend', 'backend', 'platform'] as const)
  write(
    `packages/contract/openapi/${audience}.json`,
    `${JSON.stringify(toOpenApi(audience, routes), null, 2)}\n`,
  )
write(
  'packages/backend/src/api/operations.generated.ts',
  toOperationTable(exported.filter((entry): entry is [string, contract.AnyRoute] => isRoute(entry[1]))),
)

if (stale.length > 0) {
  process.stderr.write(`Out of date: ${stale.join(', ')}. Run: npm run openapi\n`)
  process.exitCode = 1
} else {
  process.stdout.write(`${routes.length} operations\n`)
}

function write(path: string, text: string): void {
  const file = join(root, path)
  if (!process.argv.includes('--check')) writeFileSync(file, text)
  else if (readIfPresent(file) !== text) stale.push(path)
}

function isRoute(value: unknown): value is contract.AnyRoute {
  return typeof value === 'object' && value !== null && 'operationId' in value && 'audience' in value
}

function readIfPresent(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
