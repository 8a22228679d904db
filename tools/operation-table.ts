import type { AnyRoute } from '@keywright/contract'

const head = `/** Written by \`npm run openapi\`; not by hand. Of each operation of the Backend API what a call needs, without any schema. */
import type * as contract from '@keywright/contract'
`

/** The operations of the Backend API as a module: names and paths as values, bodies and answers as types only. */
export function toOperationTable(
  routes: readonly (readonly [exportName: string, route: AnyRoute])[],
): string {
  const ordered = routes
    .filter(([, { audience }]) => audience === 'backend')
    .sort(([, a], [, b]) => a.operationId.localeCompare(b.operationId, 'en'))
  const values = ordered.map(([, route]) => `  ${route.operationId}: { ${fieldsOf(route).join(', ')} },`)
  const types = ordered.map(([name, { operationId }]) => `  ${operationId}: typeof contract.${name}`)
  return [
    head,
    'export const operations = {',
    ...values,
    '} as const',
    '',
    'export type OperationId = keyof typeof operations',
    '',
    '/** The route of each operation. */',
    'export interface Operations {',
    ...types,
    '}',
    '',
  ].join('\n')
}

function fieldsOf({ method, path, bodyKind }: AnyRoute): string[] {
  const fields = [`method: '${method}'`, `path: '${path}'`]
  return bodyKind === 'json' ? fields : [...fields, `bodyKind: '${bodyKind}'`]
}
