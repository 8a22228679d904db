/** Writes the OpenAPI documents from the contract; `--check` fails when the committed ones differ. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as contract from '@keywright/contract'
import { toOpenApi } from '../packages/contract/src/openapi.ts'

const folder = join(import.meta.dirname, '../packages/contract/openapi')
const exported: unknown[] = Object.values(contract)
const routes = exported.filter(isRoute)
const stale: string[] = []

for (const audience of ['frontend', 'backend', 'platform'] as const) {
  const file = join(folder, `${audience}.json`)
  const text = `${JSON.stringify(toOpenApi(audience, routes), null, 2)}\n`
  if (!process.argv.includes('--check')) writeFileSync(file, text)
  else if (readIfPresent(file) !== text) stale.push(`packages/contract/openapi/${audience}.json`)
}

if (stale.length > 0) {
  process.stderr.write(`Out of date: ${stale.join(', ')}. Run: npm run openapi\n`)
  process.exitCode = 1
} else {
  process.stdout.write(`${routes.length} operations\n`)
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
