import {
  getInstanceCommunicationRoute,
  getInstanceRoute,
  type InstanceSettings,
  updateInstanceAuthConfigRoute,
  updateInstanceCommunicationRoute,
  updateInstanceRestrictionsRoute,
  updateInstanceRoute,
} from '@keywright/contract'
import type { Router } from '../../platform/http/router.ts'
import { type BackendScope, toInstanceResource } from '../instances/index.ts'
import { type InstanceSettingsService, requireAbsent } from './instance-settings.service.ts'

/** Backend API of the instance itself: those settings that have an operation of their own. */
export function settingsBackendRoutes(router: Router<BackendScope>, settings: InstanceSettingsService): void {
  router.mount(getInstanceRoute, async (_input, { instance }) => toInstanceResource(instance))

  router.mount(updateInstanceRoute, async ({ body }, scope) => {
    const { hibp, url_based_session_syncing: syncing } = body
    const isSyncing = scope.instance.environmentType === 'development'
    requireAbsent({ hibp, url_based_session_syncing: (syncing ?? isSyncing) !== isSyncing })
    await settings.update(scope, {
      testMode: body.test_mode,
      supportEmail: body.support_email,
      clerkJsVersion: body.clerk_js_version,
      developmentOrigin: body.development_origin,
      allowedOrigins: body.allowed_origins,
      preferredStrategy: body.preferred_sign_in_strategy_when_password_required,
    })
  })

  router.mount(updateInstanceRestrictionsRoute, async ({ body }, scope) => {
    const { block_email_subaddresses, ...others } = body
    requireAbsent(others)
    return toRestrictions(await settings.updateRestrictions(scope, { block_email_subaddresses }))
  })

  router.mount(updateInstanceAuthConfigRoute, async ({ body }, scope) => {
    requireAbsent({ restricted_to_allowlist: body.restricted_to_allowlist })
    const after = await settings.updateAuthConfig(scope, {
      fromAddress: body.from_email_address,
      progressive: body.progressive_sign_up,
      testMode: body.test_mode,
    })
    return toAuthConfig(scope, after)
  })

  router.mount(getInstanceCommunicationRoute, async () => noCountryBlocked)

  router.mount(updateInstanceCommunicationRoute, async ({ body }) => {
    requireAbsent({ blocked_country_codes: body.blocked_country_codes?.length })
    return noCountryBlocked
  })
}

/** No text is sent to anybody. */
const noCountryBlocked = { object: 'instance_communication' as const, blocked_country_codes: [] }

function toRestrictions({ restrictions }: InstanceSettings) {
  return {
    object: 'instance_restrictions' as const,
    allowlist: false,
    blocklist: false,
    allowlist_blocklist_disabled_on_sign_in: false,
    block_disposable_email_domains: false,
    ...restrictions,
  }
}

function toAuthConfig({ instance }: BackendScope, settings: InstanceSettings) {
  return {
    object: 'instance_settings' as const,
    id: instance.id,
    restricted_to_allowlist: false,
    from_email_address: settings.emails.from_address,
    progressive_sign_up: settings.sign_up.progressive,
    enhanced_email_deliverability: false,
  }
}
