import type { SignInResource as SignInContract } from '@keywright/contract'
import type { z } from 'zod'
import type { AuthenticateWithWeb3Params, Web3Verbs } from '../web3/web3-verbs.ts'
import type { Camel } from './camel.ts'
import type { ProviderVerbs } from './provider-verbs.ts'
import type { ReloadParams } from './reload.ts'

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
  reload(params?: ReloadParams): Promise<SignInResource>
}
