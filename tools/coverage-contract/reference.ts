/** Reads the reference: the OpenAPI files of the three APIs, as a flat list of operations with their success answers. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Audience } from '../../apps/server/src/testing/record-exchanges.ts'
import { correctReference } from './correct-reference.ts'
import { asMapping, type Mapping } from './mapping.ts'

/** One operation of the reference. `answers` has the declared statuses from 200 to 399; no schema means no declared body. */
export interface Operation {
  api: Audience
  operationId: string
  method: string
  /** As the reference writes it: the Frontend API with `/v1`, the others without. */
  path: string
  isPublic: boolean
  /** Whether `paginated=true` asks for `{data, total_count}` in place of the declared list. */
  isPaginated: boolean
  answers: ReadonlyMap<number, Mapping | undefined>
}

/** One file of the reference. `components` are what its schemas refer to. */
export interface Reference {
  api: Audience
  operations: readonly Operation[]
  components: Mapping
}

/** The APIs compared, in the order in which they are printed. */
export const apis: readonly Audience[] = ['frontend', 'backend', 'platform']

const methods = ['get', 'put', 'post', 'patch', 'delete']

/** Reads a folder of reference files; `undefined` when it is not there or lacks one of the APIs. */
export function loadReferences(folder: string): Reference[] | undefined {
  if (!existsSync(folder)) return undefined
  const files = readdirSync(folder).sort()
  const found = apis.map((api) => ({
    api,
    // Files are dated, so the last name is the newest version.
    file: files.findLast((file) => file.startsWith(`${api}-api`) && /\.ya?ml$/.test(file)),
  }))
  if (found.some(({ file }) => file === undefined)) return undefined
  return found.map(({ api, file }) =>
    readReference(
      api,
      correctReference(parse(readFileSync(join(folder, file ?? ''), 'utf8'), { maxAliasCount: -1 })),
    ),
  )
}

/** Lists the operations of one OpenAPI document. Path items that only carry extensions have none. */
export function readReference(api: Audience, document: unknown): Reference {
  const root = asMapping(document)
  const operations = Object.entries(asMapping(root.paths)).flatMap(([path, found]) => {
    const item = asMapping(resolve(root, found))
    return methods
      .filter((method) => method in item)
      .map((method) => readOperation(root, { api, path, method, item }))
  })
  return { api, operations, components: asMapping(root.components) }
}

type Place = { api: Audience; path: string; method: string; item: Mapping }

function readOperation(root: Mapping, { api, path, method, item }: Place): Operation {
  const declared = asMapping(item[method])
  const parameters = [item.parameters, declared.parameters].filter(Array.isArray).flat()
  const names = parameters.map((parameter) => asMapping(resolve(root, parameter)).name)
  return {
    api,
    path,
    method: method.toUpperCase(),
    operationId: String(declared.operationId ?? `${method} ${path}`),
    isPublic: Array.isArray(declared.security) && declared.security.length === 0,
    isPaginated: names.includes('paginated'),
    answers: readAnswers(root, asMapping(declared.responses)),
  }
}

function readAnswers(root: Mapping, responses: Mapping): Map<number, Mapping | undefined> {
  const successes = Object.entries(responses).filter(([status]) => /^[23]\d\d$/.test(status))
  return new Map(
    successes.map(([status, response]) => {
      const content = asMapping(asMapping(resolve(root, response)).content)
      const schema = asMapping(content['application/json']).schema
      return [Number(status), schema === undefined ? undefined : asMapping(resolve(root, schema))]
    }),
  )
}

/** Follows `$ref` inside one document. */
function resolve(root: Mapping, value: unknown): unknown {
  const { $ref } = asMapping(value)
  if (typeof $ref !== 'string') return value
  const steps = $ref.replace(/^#\//, '').split('/')
  const names = steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  return resolve(
    root,
    names.reduce<unknown>((at, name) => asMapping(at)[name], root),
  )
}
