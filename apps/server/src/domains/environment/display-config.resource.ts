import type { EnvironmentWire } from '@keywright/contract'
import type { Instance } from '../instances/index.ts'
import { googleOneTapClientId } from './social.resource.ts'

type DisplayConfig = EnvironmentWire['display_config']

/** Names, pages and looks. A page the operator did not name is the account portal's (`portalUrl` has no trailing slash). */
export function toDisplayConfig(instance: Instance, portalUrl: string): DisplayConfig {
  const { id, environmentType, applicationName, settings } = instance
  return {
    object: 'display_config',
    id: id.replace(/^ins_/, 'display_config_'),
    instance_environment_type: environmentType,
    application_name: applicationName,
    preferred_sign_in_strategy: settings.sign_in.preferred_strategy,
    ...toPages(instance, portalUrl),
    ...toBranding(instance),
    ...noCaptcha,
    branded: false,
    experimental_force_oauth_first: false,
    clerk_js_version: settings.assets.clerk_js_version || null,
    show_devmode_warning: environmentType === 'development',
    google_one_tap_client_id: googleOneTapClientId(instance),
  }
}

function toPages({ settings: { paths }, homeOrigin }: Instance, portalUrl: string) {
  const home = paths.home_url || homeOrigin || ''
  const signIn = paths.sign_in_url || `${portalUrl}/sign-in`
  const afterSignOut = paths.after_sign_out_url || signIn
  return {
    home_url: home,
    sign_in_url: signIn,
    sign_up_url: paths.sign_up_url || `${portalUrl}/sign-up`,
    user_profile_url: paths.user_profile_url || `${portalUrl}/user`,
    waitlist_url: `${portalUrl}/waitlist`,
    oauth_consent_url: `${portalUrl}/oauth-consent`,
    after_sign_in_url: paths.after_sign_in_url || home,
    after_sign_up_url: paths.after_sign_up_url || home,
    after_sign_out_one_url: paths.after_sign_out_url || `${signIn}/choose`,
    after_sign_out_all_url: afterSignOut,
    after_switch_session_url: home,
    after_join_waitlist_url: home,
    organization_profile_url: `${portalUrl}/organization`,
    create_organization_url: `${portalUrl}/create-organization`,
    after_leave_organization_url: home,
    after_create_organization_url: home,
    logo_link_url: home,
  }
}

function toBranding({ settings: { branding } }: Instance) {
  const logo = branding.logo_image_url || null
  const favicon = branding.favicon_image_url || null
  return {
    theme: branding.theme,
    logo_image_url: logo,
    favicon_image_url: favicon,
    logo_url: logo,
    favicon_url: favicon,
    logo_image: null,
    favicon_image: null,
    support_email: branding.support_email || null,
    help_url: null,
    privacy_policy_url: branding.privacy_policy_url || null,
    terms_url: branding.terms_url || null,
  }
}

/** Without keys the SDKs never ask for a captcha (wire contract 6.7). */
const noCaptcha = {
  captcha_public_key: null,
  captcha_widget_type: null,
  captcha_public_key_invisible: null,
  captcha_provider: null,
  captcha_oauth_bypass: [],
  captcha_heartbeat: false,
}
