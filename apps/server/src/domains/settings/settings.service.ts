import { type InstanceSettings, settingsWarnings } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Log } from '../../platform/log/log.ts'
import { appendEvent, recordInvalidation } from '../events/index.ts'
import { type InstanceDirectory, parseSettings, type Scope, toInstanceResource } from '../instances/index.ts'
import { hasSignInProvider } from '../oauth-connections/index.ts'
import { type PatchOptions, patchSettings, replaceSettings, toStoredDocument } from './settings.policy.ts'
import { lockSettings, saveSettings } from './settings.repository.ts'

export interface SettingsDeps {
  db: Db
  clock: Clock
  directory: InstanceDirectory
  log: Log
}

export interface ChangeOptions {
  /** Only if the document still has this version. */
  expectedVersion?: number | undefined
  /** Allows `null` to put a setting back to its default. */
  destructive?: boolean
  /** Checks and answers, and writes nothing. */
  dryRun?: boolean
}

export interface SettingsChange {
  before: InstanceSettings
  after: InstanceSettings
  version: number
}

export type SettingsService = ReturnType<typeof createSettingsService>

/** An instance's settings: one versioned document. A change counts in every process without a restart. */
export function createSettingsService({ db, clock, directory, log }: SettingsDeps) {
  async function changeIn(
    tx: Db,
    scope: Scope,
    decide: (current: InstanceSettings) => InstanceSettings,
    { expectedVersion, dryRun = false }: ChangeOptions,
  ): Promise<SettingsChange> {
    const stored = await lockSettings(tx, scope.instance.id)
    if (!stored) throw new DomainError('resource_not_found')
    if (expectedVersion !== undefined && expectedVersion !== stored.version) throw new DomainError('conflict')
    const before = parseSettings(stored.document)
    const after = decide(before)
    if (dryRun) return { before, after, version: stored.version }
    const version = stored.version + 1
    await saveSettings(tx, scope.instance.id, {
      version,
      document: toStoredDocument(after),
      now: clock.now(),
    })
    await recordChange(tx, scope, after, version)
    return { before, after, version }
  }

  async function change(
    scope: Scope,
    decide: (current: InstanceSettings) => InstanceSettings,
    options: ChangeOptions,
  ): Promise<SettingsChange> {
    const outcome = await db.transaction().execute((tx) => changeIn(tx, scope, decide, options))
    if (options.dryRun) return outcome
    for (const warning of settingsWarnings(outcome.after))
      log.warn({ instance: scope.instance.slug }, warning)
    await directory.refresh()
    return outcome
  }

  async function recordChange(
    tx: Db,
    scope: Scope,
    settings: InstanceSettings,
    version: number,
  ): Promise<void> {
    const { instance } = scope
    await appendEvent(tx, {
      instanceId: instance.id,
      type: 'instance.updated',
      entityId: instance.id,
      entityVersion: version,
      data: toInstanceResource({ ...instance, settings }),
      attributes: scope.request,
    })
    // Announced: a setting can end sessions' right to go on, such as a shorter lifetime.
    await recordInvalidation(tx, {
      instanceId: instance.id,
      kind: 'instance',
      key: instance.id,
      version,
      notify: true,
    })
  }

  return {
    /** Changes what is given; everything else stays. */
    patch: (
      scope: Scope,
      patch: Record<string, unknown>,
      options: ChangeOptions = {},
    ): Promise<SettingsChange> =>
      change(scope, (current) => patchSettings(current, patch, toPatchOptions(scope, options)), options),

    /** As `patch`, within a change of something else. Call `directory.refresh` when that is committed. */
    patchIn: (tx: Db, scope: Scope, patch: Record<string, unknown>): Promise<SettingsChange> =>
      changeIn(tx, scope, (current) => patchSettings(current, patch, toPatchOptions(scope, {})), {}),

    /** Replaces the whole document. */
    replace: (
      scope: Scope,
      document: Record<string, unknown>,
      options: ChangeOptions = {},
    ): Promise<SettingsChange> =>
      change(scope, () => replaceSettings(document, toPatchOptions(scope, options)), options),
  }
}

function toPatchOptions({ instance }: Scope, { destructive = false }: ChangeOptions): PatchOptions {
  return { destructive, hasProvider: hasSignInProvider(instance) }
}
