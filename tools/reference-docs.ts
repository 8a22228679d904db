/** Writes docs/reference from the schemas of the configuration and the settings; `--check` fails when the pages differ. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { settingsJsonSchema } from '@keywright/contract'
import { z } from 'zod'
import { ConfigSchema } from '../apps/server/src/config/config.schema.ts'

type Json = Record<string, unknown>

const folder = join(import.meta.dirname, '../docs/reference')

const pages: Record<string, () => string> = {
  'configuration.md': () =>
    page(
      'Configuration',
      'Every setting of the server process is an environment variable. An empty variable counts as absent. ' +
        'The `keywright` command reads the same ones.',
      table('Variable', describeVariables()),
    ),
  'settings.md': () =>
    page(
      'Settings of an instance',
      'Read with `keywright config get`, changed with `keywright config set <path>=<value>` or by the Platform API; ' +
        'a change counts at once, in every process.',
      table('Path', describeProperties(settingsJsonSchema('output'))),
    ),
}

/** One row of a table. */
interface Row {
  name: string
  values: string
  preset: string
  text: string
}

/** Variables are text, so what they become says more: their defaults come from the schema applied to nothing. */
function describeVariables(): Row[] {
  const presets: Json = ConfigSchema.parse({})
  return describeProperties(z.toJSONSchema(ConfigSchema, { io: 'input' })).map((row) => {
    const preset = presets[row.name]
    if (typeof preset === 'boolean') return { ...row, values: '`true`, `false`', preset: code(preset) }
    return Array.isArray(preset) ? { ...row, values: 'list' } : row
  })
}

function describeProperties(schema: Json, path = ''): Row[] {
  return Object.entries(asObject(schema.properties)).flatMap(([key, property]) => {
    const inner = asObject(property)
    const name = path === '' ? key : `${path}.${key}`
    if (inner.properties !== undefined) return describeProperties(inner, name)
    return [{ name, values: valuesOf(inner), preset: presetOf(inner), text: String(inner.description ?? '') }]
  })
}

function valuesOf(schema: Json): string {
  const { type, minimum, maximum, maxItems } = schema
  const choices = schema.enum ?? asList(schema.anyOf).flatMap((option) => asList(asObject(option).enum))
  if (Array.isArray(choices) && choices.length > 0) return choices.map((choice) => code(choice)).join(', ')
  const options = asList(schema.anyOf).map((option) => valuesOf(asObject(option)))
  if (options.length > 0) return [...new Set(options)].join(' or ')
  if (schema.const !== undefined) return schema.const === '' ? 'nothing' : code(schema.const)
  if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}`
  if (type === 'array') return maxItems === undefined ? 'list' : `list of at most ${maxItems}`
  return String(schema.format ?? type ?? 'text').replace('string', 'text')
}

function presetOf({ default: preset }: Json): string {
  const isEmpty = preset === undefined || preset === '' || (Array.isArray(preset) && preset.length === 0)
  return isEmpty ? '' : code(typeof preset === 'object' && preset !== null ? JSON.stringify(preset) : preset)
}

function table(first: string, rows: readonly Row[]): string {
  const lines = rows.map((row) => `| ${code(row.name)} | ${row.values} | ${row.preset} | ${row.text} |`)
  return [`| ${first} | Values | Default | Meaning |`, '| --- | --- | --- | --- |', ...lines].join('\n')
}

function page(title: string, introduction: string, body: string): string {
  return `<!-- Made by tools/reference-docs.ts. -->\n\n# ${title}\n\n${introduction}\n\n${body}\n`
}

function code(value: unknown): string {
  return `\`${String(value)}\``
}

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

function readIfPresent(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

const isCheck = process.argv.includes('--check')
const stale = Object.entries(pages).filter(([name, write]) => {
  const file = join(folder, name)
  const text = write()
  if (isCheck) return readIfPresent(file).replaceAll('\r\n', '\n') !== text
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, text)
  return false
})

if (stale.length > 0) {
  const names = stale.map(([name]) => `docs/reference/${name}`).join(', ')
  process.stderr.write(
    `Out of date: ${names}. Run: node --conditions=keywright-source tools/reference-docs.ts\n`,
  )
  process.exitCode = 1
}
