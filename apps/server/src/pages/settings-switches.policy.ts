/** The settings that can be shown as one switch or one choice, read off the schema, so that a new one appears by itself. */

export interface SettingSwitch {
  /** Such as `password.require_numbers`. */
  path: string
  /** What a person reads. */
  label: string
  description: string
  value: Choice
  choices: readonly Choice[]
}

type Choice = boolean | string | null

export interface SettingGroup {
  title: string
  switches: readonly SettingSwitch[]
}

/** As much of JSON Schema as the settings use. */
interface Schema {
  type?: string | readonly string[]
  description?: string
  enum?: readonly string[]
  properties?: Readonly<Record<string, Schema>>
}

/** Groups of switches, in the schema's order. Settings on no group of their own come last. */
export function settingGroups(schema: object, settings: object): SettingGroup[] {
  const entries = Object.entries((schema as Schema).properties ?? {})
  const named = entries
    .filter(([, child]) => child.properties)
    .map(([key, child]) => ({ title: words(key), switches: switchesBelow(child, settings, [key]) }))
  const single = entries.filter(([, child]) => !child.properties)
  const others = single.flatMap(([key, child]) => switchAt(child, settings, [key]))
  return [...named, { title: 'Other', switches: others }].filter(({ switches }) => switches.length > 0)
}

function switchesBelow(schema: Schema, settings: object, path: readonly string[]): SettingSwitch[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, child]) => {
    const at = [...path, key]
    return child.properties ? switchesBelow(child, settings, at) : switchAt(child, settings, at)
  })
}

function switchAt(schema: Schema, settings: object, path: readonly string[]): SettingSwitch[] {
  const choices = choicesOf(schema)
  if (choices === undefined) return []
  const value = path.reduce<unknown>((at, key) => Reflect.get(Object(at), key), settings) as Choice
  const label = words(path.slice(path.length > 1 ? 1 : 0).join(' '))
  return [{ path: path.join('.'), label, description: schema.description ?? '', value, choices }]
}

function choicesOf({ type = [], enum: options = [] }: Schema): Choice[] | undefined {
  const types = [type].flat()
  const none = types.includes('null') ? [null] : []
  if (types.includes('boolean')) return [...none, true, false]
  return options.length === 0 ? undefined : [...none, ...options]
}

function words(key: string): string {
  const text = key.replaceAll('_', ' ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}

/** `{ a: { b: value } }` for `a.b`. */
export function nestedChange(path: string, value: Choice): Record<string, unknown> {
  return path
    .split('.')
    .reduceRight<unknown>((inner, key) => Object.fromEntries([[key, inner]]), value) as Record<
    string,
    unknown
  >
}
