import type {
  AttributeName,
  EnvironmentWire,
  InstanceSettings,
  SecondFactorStrategy,
} from '@keywright/contract'
import { availableSecondFactors } from '../second-factors/index.ts'
import { web3Strategies } from '../web3-wallets/index.ts'

type Attributes = EnvironmentWire['user_settings']['attributes']
type Attribute = Attributes[AttributeName]

const off: Attribute = {
  enabled: false,
  required: false,
  used_for_first_factor: false,
  first_factors: [],
  used_for_second_factor: false,
  second_factors: [],
  verifications: [],
  verify_at_sign_up: false,
  immutable: false,
}

/** What each attribute of a user is for. Every key is there, whether on or off (wire contract 6.6). */
export function toAttributes(settings: InstanceSettings): Attributes {
  const { username, name, password } = settings
  return {
    email_address: toEmailAddress(settings),
    phone_number: off,
    username: username.enabled
      ? {
          ...off,
          enabled: true,
          required: username.required,
          used_for_first_factor: username.used_for_sign_in,
        }
      : off,
    web3_wallet: toWeb3Wallet(settings),
    first_name: { ...off, enabled: name.enabled, required: name.enabled && name.required },
    last_name: { ...off, enabled: name.enabled, required: name.enabled && name.required },
    password: { ...off, enabled: password.enabled, required: password.enabled && password.required },
    authenticator_app: toSecondFactor(settings, 'totp'),
    // Sign-in tokens are always accepted: only a server with the secret key can make them.
    ticket: { ...off, enabled: true },
    backup_code: toSecondFactor(settings, 'backup_code'),
    passkey: off,
  }
}

function toSecondFactor(settings: InstanceSettings, strategy: SecondFactorStrategy): Attribute {
  if (!availableSecondFactors(settings).includes(strategy)) return off
  const verifications = strategy === 'totp' ? [strategy] : []
  return { ...off, enabled: true, used_for_second_factor: true, second_factors: [strategy], verifications }
}

function toEmailAddress({ email_address: email }: InstanceSettings): Attribute {
  if (!email.enabled) return off
  return {
    ...off,
    enabled: true,
    required: email.required,
    used_for_first_factor: email.used_for_sign_in,
    first_factors: email.used_for_sign_in ? emailFactors(email) : [],
    verifications: email.verify_with,
    verify_at_sign_up: email.verify_at_sign_up,
  }
}

/** A wallet is proven in one way, at sign-up as at sign-in. */
function toWeb3Wallet(settings: InstanceSettings): Attribute {
  const strategies = web3Strategies(settings)
  if (strategies.length === 0) return off
  return {
    ...{ ...off, enabled: true, used_for_first_factor: true, verify_at_sign_up: true },
    ...{ first_factors: strategies, verifications: strategies },
  }
}

/** Strategies by which a mail alone signs a user in. */
export function emailFactors(email: InstanceSettings['email_address']): string[] {
  return [
    ...(email.sign_in_with_code ? ['email_code'] : []),
    ...(email.sign_in_with_link ? ['email_link'] : []),
  ]
}
