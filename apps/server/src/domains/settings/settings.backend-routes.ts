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
import type { InstanceSettingsService } from './instance-settings.service.ts'

/** Backend API of the instance itself: those settings that have an operation of their own. */
export function settingsBackendRoutes(router: Router<BackendScope>, settings: InstanceSettingsService): void {
  router.mount(getInstanceRoute, async (_input, { instance }) => toInstanceResource(instance))

  router.mount(updateInstanceRoute, async ({ body }, scope) => {
    await settings.update(scope, {
      testMode: body.test_mode,
      refuseBreached: body.hibp,
      supportEmail: body.support_email,
      clerkJsVersion: body.clerk_js_version,
      developmentOrigin: body.development_origin,
      allowedOrigins: body.allowed_origins,
      urlBasedSyncing: body.url_based_session_syncing,
      preferredStrategy: body.preferred_sign_in_strategy_when_password_required,
    })
  })

  router.mount(updateInstanceRestrictionsRoute, async ({ body }, scope) =>
    toRestrictions(await settings.updateRestrictions(scope, body)),
  )

  router.mount(updateInstanceAuthConfigRoute, async ({ body }, scope) => {
    const after = await settings.updateAuthConfig(scope, {
      allowlist: body.restricted_to_allowlist,
      fromAddress: body.from_email_address,
      progressive: body.progressive_sign_up,
      testMode: body.test_mode,
    })
    return toAuthConfig(scope, after)
  })

  router.mount(getInstanceCommunicationRoute, async (_input, { instance }) =>
    toCommunication(instance.settings),
  )

  router.mount(updateInstanceCommunicationRoute, async ({ body }, scope) =>
    toCommunication(await settings.updateBlockedCountries(scope, body.blocked_country_codes)),
  )
}

function toRestrictions({ restrictions }: InstanceSettings) {
  return { object: 'instance_restrictions' as const, ...restrictions }
}

function toAuthConfig({ instance }: BackendScope, settings: InstanceSettings) {
  return {
    object: 'instance_settings' as const,
    id: instance.id,
    restricted_to_allowlist: settings.restrictions.allowlist,
    from_email_address: settings.emails.from_address,
    progressive_sign_up: settings.sign_up.progressive,
    enhanced_email_deliverability: false,
  }
}

function toCommunication({ communication }: InstanceSettings) {
  return { object: 'instance_communication' as const, ...communication }
}
