import type { EnvironmentWire, InstanceSettings } from '@keywright/contract'
import type { Instance } from '../instances/index.ts'
import { availableSecondFactors } from '../second-factors/index.ts'
import { web3Strategies } from '../web3-wallets/index.ts'
import { emailFactors } from './attributes.resource.ts'

type AuthConfig = EnvironmentWire['auth_config']
type Mode = AuthConfig['password']

/** The older, flat form of how users are identified; native SDKs read it. */
export function toAuthConfig({ id, environmentType, settings }: Instance): AuthConfig {
  const isDevelopment = environmentType === 'development'
  return {
    object: 'auth_config',
    id: id.replace(/^ins_/, 'aac_'),
    ...toModes(settings),
    ...toStrategies(settings),
    single_session_mode: settings.sessions.single_session_mode,
    enhanced_email_deliverability: false,
    test_mode: settings.test_mode ?? isDevelopment,
    cookieless_dev: false,
    url_based_session_syncing: isDevelopment,
    claimed_at: null,
    reverification: settings.sessions.reverification,
    native_settings: {
      object: 'native_settings',
      api_enabled: settings.native.enabled,
      trusted_device_sign_in_enabled: false,
      trusted_device_enrollment_prompt_after_sign_in_enabled: false,
      trusted_device_enrollment_prompt_after_sign_up_enabled: false,
    },
  }
}

function toModes({ email_address: email, username, name, password }: InstanceSettings) {
  return {
    first_name: mode(name),
    last_name: mode(name),
    email_address: mode(email),
    phone_number: 'off' as const,
    username: mode(username),
    password: mode(password),
  }
}

function mode({ enabled, required }: { enabled: boolean; required: boolean }): Mode {
  if (!enabled) return 'off'
  return required ? 'required' : 'on'
}

function toStrategies(settings: InstanceSettings) {
  const { email_address: email, username, password } = settings
  const web3 = web3Strategies(settings)
  const byEmail = email.enabled && email.used_for_sign_in
  const byUsername = username.enabled && username.used_for_sign_in
  return {
    identification_requirements: [
      ...(email.enabled && email.required ? [['email_address']] : []),
      ...(username.enabled && username.required ? [['username']] : []),
    ],
    identification_strategies: [
      ...(byEmail ? ['email_address'] : []),
      ...(byUsername ? ['username'] : []),
      ...(web3.length > 0 ? ['web3_wallet'] : []),
    ],
    first_factors: [
      ...(byEmail ? emailFactors(email) : []),
      ...(password.enabled ? ['password'] : []),
      ...(password.enabled && email.enabled ? ['reset_password_email_code'] : []),
      'ticket',
      ...web3,
    ],
    second_factors: availableSecondFactors(settings),
    email_address_verification_strategies: email.enabled ? email.verify_with : [],
  }
}
