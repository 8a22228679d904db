import type { SignInResource as SignInContract } from '@keywright/contract'
import type { z } from 'zod'
import type { AuthenticateWithWeb3Params, Web3Verbs } from '../web3/authenticate.ts'
import type { ProviderVerbs } from './by-provider.ts'
import { type Camel, toCamel } from './camel.ts'
import type { AttemptApi } from './resource-api.ts'
import { providerNames, web3Names, withSteps } from './with-steps.ts'

export type SignInWire = z.output<typeof SignInContract>

/** An attempt to sign in; all `null` before it was begun. */
export type SignInFields = {
  [Field in keyof Camel<Omit<SignInWire, 'object'>>]: Camel<SignInWire>[Field] | null
}

export interface SignInCreateParams {
  identifier?: string
  password?: string
  strategy?: string
  ticket?: string
  /** What a provider's own script gave the page. */
  token?: string
  redirectUrl?: string
  actionCompleteRedirectUrl?: string
  oidcPrompt?: string | undefined
  oidcLoginHint?: string | undefined
  transfer?: boolean
  signUpIfMissing?: boolean
}

export interface PrepareFactorParams {
  strategy: string
  emailAddressId?: string
  web3WalletId?: string
  redirectUrl?: string
}

export interface AttemptFactorParams {
  strategy: string
  code?: string
  password?: string
  ticket?: string
  signature?: string
}

export interface ResetPasswordParams {
  password: string
  signOutOfOtherSessions?: boolean
}

type Verbs = Web3Verbs<AuthenticateWithWeb3Params, SignInResource>

export interface SignInResource extends SignInFields, Verbs, ProviderVerbs {
  create(params: SignInCreateParams): Promise<SignInResource>
  prepareFirstFactor(params: PrepareFactorParams): Promise<SignInResource>
  attemptFirstFactor(params: AttemptFactorParams): Promise<SignInResource>
  resetPassword(params: ResetPasswordParams): Promise<SignInResource>
  reload(): Promise<SignInResource>
}

const none: SignInFields = {
  ...{ id: null, status: null, identifier: null, createdSessionId: null, userData: null, abandonAt: null },
  ...{ supportedIdentifiers: null, supportedFirstFactors: null, supportedSecondFactors: null },
  ...{ firstFactorVerification: null, secondFactorVerification: null },
}

const names = `create prepareFirstFactor attemptFirstFactor resetPassword ${web3Names} ${providerNames}`

export function toSignIn(wire: SignInWire | null, { send, page }: AttemptApi): SignInResource {
  return withSteps({ ...none, ...(wire && toCamel(wire)) }, names, {
    path: '/v1/client/sign_ins',
    send,
    page,
  })
}
