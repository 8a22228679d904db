import type { AccountPortalWire } from '@keywright/contract'
import type { Instance } from '../instances/index.ts'
import { toDisplayConfig } from './display-config.resource.ts'

/** The hosted pages lead where an app's own would, so both read the same settings. */
export function toAccountPortal(instance: Instance, portalUrl: string): AccountPortalWire {
  const display = toDisplayConfig(instance, portalUrl)
  return {
    object: 'account_portal',
    allowed: true,
    enabled: true,
    internal_linking: true,
    after_sign_in_url: display.after_sign_in_url,
    after_sign_up_url: display.after_sign_up_url,
    after_join_waitlist_url: display.after_join_waitlist_url,
    after_create_organization_url: display.after_create_organization_url,
    after_leave_organization_url: display.after_leave_organization_url,
    logo_link_url: display.logo_link_url,
    customization: {
      appearance: null,
      background_color_dark: null,
      background_color_light: null,
      primary_color_dark: null,
      primary_color_light: null,
    },
  }
}
