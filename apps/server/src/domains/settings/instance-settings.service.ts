import type { InstanceSettings } from '@keywright/contract'
import { DomainError, DomainErrors } from '../../platform/domain-error.ts'
import {
  applicationDomain,
  type Instance,
  type InstanceDirectory,
  type InstancesService,
  type Scope,
} from '../instances/index.ts'
import { isOrigin } from './settings.policy.ts'
import type { SettingsService } from './settings.service.ts'

export interface InstanceSettingsDeps {
  settings: SettingsService
  instances: Pick<InstancesService, 'recordHomeOrigin'>
  directory: InstanceDirectory
}

/** `undefined` and `null` leave a setting as it is; the empty text clears one. */
type Given<Value> = Value | null | undefined

export interface InstanceChange {
  testMode: Given<boolean>
  supportEmail: Given<string>
  clerkJsVersion: Given<string>
  developmentOrigin: Given<string>
  allowedOrigins: Given<string[]>
  preferredStrategy: Given<'password' | 'otp' | ''>
}

export interface AuthConfigChange {
  fromAddress: Given<string>
  progressive: Given<boolean>
  testMode: Given<boolean>
}

export type InstanceSettingsService = ReturnType<typeof createInstanceSettingsService>

/** The Backend API's older, flat names for settings, over the one document. */
export function createInstanceSettingsService({ settings, instances, directory }: InstanceSettingsDeps) {
  async function patch(scope: Scope, change: Record<string, unknown>): Promise<InstanceSettings> {
    const given = dropAbsent(change)
    if (Object.keys(given).length === 0) return scope.instance.settings
    const { after } = await settings.patch(scope, given).catch((error: unknown) => {
      throw withFlatNames(error)
    })
    return after
  }

  async function moveHome({ instance }: Scope, origin: string): Promise<void> {
    if (instance.environmentType !== 'development')
      throw new DomainError('request_invalid_for_environment', { param: 'development_origin' })
    if (!isOrigin(origin)) throw new DomainError('form_invalid_origin', { param: 'development_origin' })
    await instances.recordHomeOrigin(instance.id, origin)
    await directory.refresh()
  }

  return {
    async update(scope: Scope, change: InstanceChange): Promise<void> {
      const allowed = change.allowedOrigins ?? undefined
      const badOrigin = allowed?.findIndex((origin) => !isOrigin(origin)) ?? -1
      if (badOrigin >= 0) throw new DomainError('form_invalid_origin', { param: 'allowed_origins' })
      await patch(scope, {
        test_mode: change.testMode,
        branding: { support_email: change.supportEmail },
        assets: { clerk_js_version: change.clerkJsVersion },
        origins: { allowed },
        sign_in: {
          preferred_strategy: change.preferredStrategy === '' ? 'password' : change.preferredStrategy,
        },
      })
      if (typeof change.developmentOrigin === 'string') await moveHome(scope, change.developmentOrigin)
    },

    updateRestrictions: (
      scope: Scope,
      change: { [Key in keyof InstanceSettings['restrictions']]?: Given<boolean> },
    ): Promise<InstanceSettings> => patch(scope, { restrictions: change }),

    updateAuthConfig: (scope: Scope, change: AuthConfigChange): Promise<InstanceSettings> =>
      patch(scope, {
        emails: { from_address: toFromAddress(scope.instance, change.fromAddress) },
        sign_up: { progressive: change.progressive },
        test_mode: change.testMode,
      }),
  }
}

/**
 * Refuses to switch on what this server does not have: an answer of success would promise a protection that nobody gets.
 * What is already so may be said again.
 */
export function requireAbsent(wanted: Record<string, unknown>): void {
  const faults = Object.entries(wanted).flatMap(([param, value]) =>
    value
      ? [
          new DomainError('form_param_value_invalid', {
            param,
            longMessage: '{param} is not available here.',
          }),
        ]
      : [],
  )
  if (faults.length > 0) throw new DomainErrors(faults)
}

/** Settings whose name in these operations is not the one in the document. */
const flatNames: Record<string, string> = {
  'branding.support_email': 'support_email',
  'emails.from_address': 'from_email_address',
  'assets.clerk_js_version': 'clerk_js_version',
}

/** The caller does not know the document's paths, so faults name the parameters they sent. */
function withFlatNames(error: unknown): unknown {
  if (!(error instanceof DomainErrors)) return error
  return new DomainErrors(
    error.errors.map(({ code, options }) => {
      const flat = flatNames[options.param ?? '']
      return new DomainError(code, flat === undefined ? options : { ...options, param: flat })
    }),
  )
}

/** The sender may be given as its local part alone where the instance has a domain of its own. */
function toFromAddress(instance: Instance, given: Given<string>): Given<string> {
  if (!given || given.includes('@')) return given
  const domain = applicationDomain(instance)
  if (domain === undefined)
    throw new DomainError('form_param_format_invalid', { param: 'from_email_address' })
  return `${given}@${domain}`
}

/** Leaves out what was not given, and groups in which nothing was. */
function dropAbsent(change: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(change).flatMap(([key, value]): [string, unknown][] => {
    if (value === undefined || value === null) return []
    if (typeof value !== 'object' || Array.isArray(value)) return [[key, value]]
    const inner = dropAbsent(value as Record<string, unknown>)
    return Object.keys(inner).length === 0 ? [] : [[key, inner]]
  })
  return Object.fromEntries(entries)
}
