import { defaultInstanceSettings, type InstanceSettings, settingsJsonSchema } from '@keywright/contract'
import { DomainError } from '../../platform/domain-error.ts'
import type { Scope } from '../instances/index.ts'
import type { SettingsChange, SettingsService } from '../settings/index.ts'

export interface InstanceConfigDeps {
  settings: SettingsService
}

export interface ConfigChangeOptions {
  dryRun: boolean
  destructive: boolean
  /** `If-Match`: a version, quoted or not, or `*`. */
  ifMatch: string | undefined
}

type Document = Record<string, unknown>
const groups = Object.keys(defaultInstanceSettings)

export type InstanceConfigService = ReturnType<typeof createInstanceConfigService>

/** The settings of an instance as one document, for tools: read, changed, replaced, described. */
export function createInstanceConfigService({ settings }: InstanceConfigDeps) {
  return {
    read({ instance }: Scope, keys: readonly string[] | undefined): { version: number; config: Document } {
      return { version: instance.settingsVersion, config: pickGroups(instance.settings, keys) }
    },

    async patch(
      scope: Scope,
      patch: Document,
      keys: readonly string[] | undefined,
      options: ConfigChangeOptions,
    ) {
      requireGroups(keys)
      const change = await settings.patch(scope, withoutVersion(patch), toOptions(options))
      return { ...change, before: pickGroups(change.before, keys), after: pickGroups(change.after, keys) }
    },

    async replace(scope: Scope, document: Document, options: ConfigChangeOptions): Promise<SettingsChange> {
      const given = withoutVersion(document)
      const missing = groups.filter((group) => !Object.hasOwn(given, group))
      if (missing.length > 0)
        throw new DomainError('malformed_request_parameters', {
          meta: { missing_keys: missing },
          longMessage: `A replacement holds every group. Missing: ${missing.join(', ')}.`,
        })
      // A null group or setting is the default of it, which only a destructive replacement may ask for.
      return await settings.replace(scope, given, toOptions(options))
    },

    /** JSON Schema (draft 2020-12) of what can be written. */
    schema(keys: readonly string[] | undefined): Document {
      requireGroups(keys)
      const schema = settingsJsonSchema()
      const properties = Object.entries(schema.properties ?? {})
      const wanted = keys === undefined ? properties : properties.filter(([group]) => keys.includes(group))
      return { ...schema, properties: Object.fromEntries(wanted) }
    },
  }
}

function pickGroups(document: InstanceSettings, keys: readonly string[] | undefined): Document {
  requireGroups(keys)
  if (keys === undefined) return document
  return Object.fromEntries(Object.entries(document).filter(([group]) => keys.includes(group)))
}

function requireGroups(keys: readonly string[] | undefined): void {
  const unknown = keys?.filter((key) => !groups.includes(key)) ?? []
  if (unknown.length > 0)
    throw new DomainError('malformed_request_parameters', {
      param: 'keys',
      longMessage: `There is no setting ${unknown.join(', ')}. There are: ${groups.join(', ')}.`,
    })
}

/** What was read can be written back as it is: the version is then said by `If-Match` alone. */
function withoutVersion({ config_version: _version, ...document }: Document): Document {
  return document
}

function toOptions({ dryRun, destructive, ifMatch }: ConfigChangeOptions) {
  return { dryRun, destructive, expectedVersion: expectedVersion(ifMatch) }
}

/** RFC 9110 §13.1.1. A value that is no version of ours matches none. */
function expectedVersion(ifMatch: string | undefined): number | undefined {
  const value = ifMatch?.trim().replace(/^"(.*)"$/, '$1')
  if (value === undefined || value === '' || value === '*') return undefined
  return /^\d{1,9}$/.test(value) ? Number(value) : -1
}
