import { parseArgs } from 'node:util'
import { type Command, type Context, UsageError } from '../command.ts'
import { operatorScope, pickInstance, withServices } from '../open-server.ts'

type Json = Record<string, unknown>

/** Reads and changes the settings of an instance. A running server takes a change up by itself. */
export const configCommand: Command = {
  usage: 'get [path …] | set <path>=<value> … | unset <path> … | schema  [--instance <slug>] [--dry-run]',
  async run([action, ...args], context) {
    const { values, positionals } = parseArgs({
      args,
      options: { instance: { type: 'string' }, 'dry-run': { type: 'boolean', default: false } },
      allowPositionals: true,
    })
    const dryRun = values['dry-run']
    if (action === 'get') return await getSettings(positionals, values.instance, context)
    if (action === 'schema') return await showSchema(context)
    if (action === 'set')
      return await changeSettings(toPatch(positionals), values.instance, { dryRun }, context)
    if (action === 'unset') {
      const patch = toPatch(positionals.map((path) => `${path}=null`))
      return await changeSettings(patch, values.instance, { dryRun, destructive: true }, context)
    }
    throw new UsageError('Say get, set, unset or schema.')
  },
}

async function getSettings(
  paths: readonly string[],
  name: string | undefined,
  context: Context,
): Promise<void> {
  await withServices(context, async (started) => {
    const { settings } = pickInstance(started, name)
    const [path, ...more] = paths
    if (more.length > 0) throw new UsageError('Name one path, or none for everything.')
    const value = path === undefined ? settings : valueAt(settings, path)
    if (value === undefined)
      throw new UsageError(`There is no setting ${path}. \`keywright config get\` shows them all.`)
    context.out(`${JSON.stringify(value, undefined, 2)}\n`)
  })
}

async function showSchema(context: Context): Promise<void> {
  await withServices(context, async ({ services }) => {
    context.out(`${JSON.stringify(services.instanceConfig.schema(undefined), undefined, 2)}\n`)
  })
}

async function changeSettings(
  patch: Json,
  name: string | undefined,
  options: { dryRun: boolean; destructive?: boolean },
  context: Context,
): Promise<void> {
  await withServices(context, async (started) => {
    const scope = operatorScope(pickInstance(started, name))
    const { before, after } = await started.services.settings.patch(scope, patch, options)
    for (const line of changedPaths(before, after)) context.out(`${line}\n`)
    if (options.dryRun) context.note('Nothing was written.\n')
  })
}

/** `a.b=1` as `{ a: { b: 1 } }`. A value that is no JSON is text. */
export function toPatch(assignments: readonly string[]): Json {
  if (assignments.length === 0) throw new UsageError('Say what to set: <path>=<value>.')
  const patch: Json = Object.create(null)
  for (const assignment of assignments) {
    const [, path, text] = /^([a-z0-9_.]+)=([\s\S]*)$/.exec(assignment) ?? []
    if (path === undefined || text === undefined)
      throw new UsageError(`"${assignment}" is not <path>=<value>.`)
    place(patch, path.split('.'), parseValue(text))
  }
  return patch
}

function place(target: Json, [key = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    target[key] = value
    return
  }
  const inner: Json = isObject(target[key]) ? target[key] : Object.create(null)
  target[key] = inner
  place(inner, rest, value)
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** One line for every setting that differs. */
export function changedPaths(before: unknown, after: unknown, path = ''): string[] {
  if (isObject(before) && isObject(after)) {
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
      changedPaths(before[key], after[key], path === '' ? key : `${path}.${key}`),
    )
  }
  const [old, now] = [JSON.stringify(before), JSON.stringify(after)]
  return old === now ? [] : [`${path}: ${old ?? 'unset'} -> ${now ?? 'unset'}`]
}

function valueAt(document: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((at, key) => (isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined), document)
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
