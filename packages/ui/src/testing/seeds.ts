/** Every state of every flow as it can be met, so that each is drawn, looked at and checked without a click. */
import type { EnvironmentWire } from '@keywright/contract'
import {
  type Failure,
  failureOf,
  readProviders,
  readSignInConfig,
  readSignUpConfig,
  readWallets,
  type SignInContext,
  type SignInState,
  type SignUpContext,
  type SignUpState,
  type SsoCallbackContext,
  type SsoCallbackState,
  signInContext,
  signUpContext,
  ssoCallbackContext,
  ssoCallbackFlow,
} from '@keywright/js/flows'
import { makeEnvironment, makeSocial, withoutForm, withUsername, withWallets } from './environment.ts'
import { accounts, factors, makeSignIn, makeSignUp } from './resources.ts'

/** One picture: what it shows besides the state's usual face. */
export interface Seed<Context> {
  name: string
  context: Context
  error?: Failure
  pending?: string
}

type Seeds<State extends string, Context> = Record<State, readonly [Seed<Context>, ...Seed<Context>[]]>

/** A failure at a field. */
export const failedAt = (param: string, code: string): Failure => ({
  ...failureOf(code),
  faults: [{ code, param, message: '', meta: {} }],
})

const environment = makeEnvironment()
const config = readSignInConfig(environment)
const open: SignInContext = {
  ...signInContext(config, { identifier: 'ada@example.com' }),
  signIn: makeSignIn(),
  factor: factors.password,
}
const sent: SignInContext = { ...open, factor: factors.code }
const several: SignInContext = { ...open, accounts, config: { ...config, isSingleSession: false } }
const makeSecond = (...strategies: ('totp' | 'backup_code')[]) =>
  makeSignIn({
    status: 'needs_second_factor',
    supported_second_factors: strategies.map((strategy) => ({ strategy })),
  })
const half: SignInContext = { ...open, signIn: makeSecond('totp', 'backup_code') }
const fresh = signInContext(config)
const providersOf = (from: EnvironmentWire) => [...readProviders(from), ...readWallets(from)]
const signInConfigOf = (from: EnvironmentWire) => readSignInConfig(from, { providers: providersOf(from) })
const signUpConfigOf = (from: EnvironmentWire) =>
  readSignUpConfig(from, { providers: providersOf(from), isCombined: true })
const social = makeSocial('Google', 'GitHub', 'Acme ID')
const startWith = (providers: typeof social) =>
  signInContext(signInConfigOf(makeEnvironment({ settings: { social: providers } })))
const withSocial = { ...startWith(social), lastStrategy: 'oauth_google' }
const single = makeSocial('Google')
/** All that are known by themselves. */
const every = makeSocial(
  ...'Apple Atlassian Bitbucket Box Coinbase Discord Dropbox Facebook GitHub GitLab Google HubSpot Instagram'.split(
    ' ',
  ),
  ...['Hugging Face', 'LINE', 'Linear', 'LinkedIn', 'Microsoft', 'Notion', 'Slack', 'Spotify', 'TikTok'],
  ...['Twitch', 'Vercel', 'X', 'Xero'],
)
const many = makeSocial(...'Apple Discord GitHub GitLab Google LinkedIn Microsoft Slack'.split(' '))
const manySettings = { settings: { social: many }, attributes: withoutForm }
const byProvider = makeSignIn({ supported_first_factors: [{ strategy: 'oauth_google' }] })
const picture =
  'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"%3E%3Cpath fill="%23e2761b" d="M0 0h1v1H0z"/%3E%3C/svg%3E'
const wallets = [
  { id: '1', name: 'MetaMask', icon: picture },
  { id: '2', name: 'A wallet with quite a long name of its own', icon: undefined },
]
const withWallet = {
  ...signInContext(signInConfigOf(makeEnvironment({ attributes: withWallets }))),
  chosen: 'web3_metamask_signature',
}
const declined = failureOf('web3_request_rejected')
const denied = failureOf('oauth_access_denied')
const withNames = { ...fresh, config: readSignInConfig(makeEnvironment({ attributes: withUsername })) }

export const signInSeeds: Seeds<SignInState, SignInContext> = {
  start: [
    { name: 'empty', context: fresh },
    { name: 'username', context: withNames },
    { name: 'unknown', context: open, error: failedAt('identifier', 'form_identifier_not_found') },
    { name: 'offline', context: open, error: failureOf('network_error') },
    { name: 'expired', context: { ...open, notice: 'expired' } },
    { name: 'busy', context: open, pending: 'IDENTIFY' },
    { name: 'social', context: withSocial },
    { name: 'one-provider', context: startWith(single) },
    { name: 'every-provider', context: startWith(every) },
    { name: 'blocked', context: withSocial, error: failureOf('popup_blocked') },
    { name: 'leaving', context: { ...withSocial, chosen: 'oauth_github' }, pending: 'CONTINUE_WITH' },
    { name: 'denied', context: withSocial, error: denied },
    { name: 'wallets', context: withWallet },
    { name: 'declined-in-a-wallet', context: withWallet, error: declined },
    {
      name: 'only-social',
      context: {
        ...signInContext(signInConfigOf(makeEnvironment(manySettings))),
        lastStrategy: 'oauth_google',
      },
    },
  ],
  wallet: [
    { name: 'several', context: { ...withWallet, wallets } },
    { name: 'declined', context: { ...withWallet, wallets }, error: declined },
    { name: 'none', context: { ...withWallet, wallets: [] } },
  ],
  returned: [{ name: 'resetting', context: fresh, pending: 'ENTER' }],
  resume: [
    { name: 'waiting', context: open, pending: 'ENTER' },
    { name: 'failed', context: open, error: failureOf('network_error') },
  ],
  ticket: [
    { name: 'waiting', context: open, pending: 'ENTER' },
    { name: 'failed', context: open, error: failureOf('network_error') },
  ],
  password: [
    { name: 'empty', context: open },
    { name: 'wrong', context: open, error: failedAt('password', 'form_password_incorrect') },
    { name: 'busy', context: open, pending: 'SUBMIT_PASSWORD' },
  ],
  alternatives: [
    { name: 'usual', context: open },
    { name: 'compromised', context: { ...open, notice: 'compromised' } },
    { name: 'only-provider', context: { ...withSocial, signIn: byProvider } },
  ],
  forgot: [{ name: 'usual', context: open }],
  email_code: [
    { name: 'empty', context: sent },
    { name: 'wrong', context: sent, error: failedAt('code', 'form_code_incorrect') },
    { name: 'resent', context: { ...sent, notice: 'code_sent' } },
  ],
  email_link: [{ name: 'waiting', context: { ...open, factor: factors.link } }],
  reset_code: [{ name: 'empty', context: { ...open, factor: factors.reset } }],
  new_password: [
    { name: 'empty', context: open },
    { name: 'short', context: open, error: failedAt('password', 'form_password_length_too_short') },
  ],
  totp: [
    { name: 'empty', context: half },
    { name: 'wrong', context: half, error: failedAt('code', 'form_code_incorrect') },
    { name: 'without-backup', context: { ...open, signIn: makeSecond('totp') } },
  ],
  backup_code: [
    { name: 'empty', context: half },
    { name: 'wrong', context: half, error: failedAt('code', 'form_code_incorrect') },
  ],
  unavailable: [{ name: 'usual', context: open }],
  trouble: [{ name: 'usual', context: open }],
  locked: [{ name: 'usual', context: open }],
  choose: [{ name: 'several', context: several }],
  already_signed_in: [{ name: 'usual', context: { ...open, accounts } }],
  link_elsewhere: [{ name: 'usual', context: open }],
  link_expired: [{ name: 'waiting', context: { ...open, factor: factors.link } }],
  link_failed: [{ name: 'usual', context: open }],
  link_mismatch: [{ name: 'usual', context: open }],
  sign_up: [{ name: 'leaving', context: open }],
  done: [
    { name: 'leaving', context: { ...open, sessionId: 'sess_1' }, pending: 'ENTER' },
    { name: 'failed', context: { ...open, sessionId: 'sess_1' }, error: failureOf('network_error') },
  ],
}

const upConfig = readSignUpConfig(environment, { isCombined: true })
const consent = { mode: 'public', legal_consent_enabled: true } as const
const fullConfig = readSignUpConfig(
  makeEnvironment({ attributes: withUsername, settings: { sign_up: consent } as never }),
)
const begun = signUpContext(upConfig, { values: { email_address: 'ada@example.com', first_name: 'Ada' } })
const waiting: SignUpContext = { ...begun, signUp: makeSignUp() }

const upSocial = { ...begun, config: signUpConfigOf(makeEnvironment({ settings: { social } })) }
const upWallet = {
  ...begun,
  config: signUpConfigOf(makeEnvironment({ attributes: withWallets })),
  chosen: 'web3_metamask_signature',
}
const fromGoogle: SignUpContext = {
  ...upSocial,
  signUp: makeSignUp({
    missing_fields: ['username'],
    verifications: {
      ...makeSignUp().verifications,
      external_account: {
        ...{ object: 'verification_oauth', status: 'verified', strategy: 'oauth_google' },
        ...{ attempts: null, expire_at: null },
      },
    },
  }),
}

export const signUpSeeds: Seeds<SignUpState, SignUpContext> = {
  transfer: [{ name: 'waiting', context: begun, pending: 'ENTER' }],
  start: [
    { name: 'empty', context: signUpContext(upConfig) },
    { name: 'full', context: signUpContext(fullConfig) },
    {
      name: 'refused',
      context: signUpContext(fullConfig, { values: begun.values }),
      error: failedAt('username', 'form_identifier_exists'),
    },
    { name: 'busy', context: begun, pending: 'SUBMIT' },
    { name: 'social', context: upSocial },
    { name: 'taken', context: upSocial, error: failureOf('external_account_exists') },
    {
      name: 'only-social',
      context: signUpContext(signUpConfigOf(makeEnvironment(manySettings))),
    },
  ],
  wallet: [
    { name: 'several', context: { ...upWallet, wallets } },
    { name: 'none', context: { ...upWallet, wallets: [] } },
  ],
  returned: [{ name: 'resetting', context: begun, pending: 'ENTER' }],
  resume: [
    { name: 'waiting', context: begun, pending: 'ENTER' },
    { name: 'failed', context: begun, error: failureOf('network_error') },
  ],
  ticket: [
    { name: 'waiting', context: begun, pending: 'ENTER' },
    { name: 'failed', context: begun, error: failureOf('network_error') },
  ],
  missing: [
    {
      name: 'usual',
      context: { ...begun, signUp: makeSignUp({ missing_fields: ['username', 'legal_accepted'] }) },
    },
    { name: 'from-provider', context: fromGoogle },
  ],
  verify_code: [
    { name: 'empty', context: waiting },
    { name: 'wrong', context: waiting, error: failedAt('code', 'form_code_incorrect') },
  ],
  verify_link: [{ name: 'waiting', context: waiting }],
  account_exists: [{ name: 'usual', context: begun }],
  restricted: [{ name: 'usual', context: begun }],
  already_signed_in: [{ name: 'usual', context: { ...begun, accounts } }],
  link_elsewhere: [{ name: 'usual', context: begun }],
  link_expired: [{ name: 'waiting', context: waiting }],
  link_failed: [{ name: 'usual', context: begun }],
  link_mismatch: [{ name: 'usual', context: begun }],
  sign_in: [{ name: 'leaving', context: begun }],
  done: [{ name: 'leaving', context: begun, pending: 'ENTER' }],
}

const arrived = ssoCallbackContext(null)
const reading = [{ name: 'waiting', context: arrived, pending: 'ENTER' }] as const
const inVain = { name: 'failed', context: arrived, error: failureOf('network_error') }

/** The same is shown in all of them, as long as nothing fails. */
export const ssoCallbackSeeds = {
  ...Object.fromEntries(Object.keys(ssoCallbackFlow.states).map((state) => [state, reading])),
  transfer_to_sign_in: [...reading, inVain],
} as unknown as Seeds<SsoCallbackState, SsoCallbackContext>
