import type { SignUpResource as SignUpContract, Web3Strategy } from '@keywright/contract'
import type { z } from 'zod'
import type { SignUpWithWeb3Params, Web3Verbs } from '../web3/web3-verbs.ts'
import type { Camel } from './camel.ts'
import type { ProviderVerbs } from './provider-verbs.ts'
import type { ReloadParams } from './reload.ts'

export type SignUpWire = z.output<typeof SignUpContract>

type WireFields = Camel<Omit<SignUpWire, 'object'>>
type ListField = 'requiredFields' | 'optionalFields' | 'missingFields' | 'unverifiedFields'

/** A sign-up; `null` and empty before it was begun. */
export type SignUpFields = Pick<WireFields, ListField> & {
  [Field in Exclude<keyof WireFields, ListField>]: WireFields[Field] | null
}

export interface SignUpUpdateParams {
  emailAddress?: string | null
  username?: string | null
  web3Wallet?: string | null
  password?: string | null
  firstName?: string | null
  lastName?: string | null
  unsafeMetadata?: Record<string, unknown>
  legalAccepted?: boolean
  locale?: string | null
}

export interface SignUpCreateParams extends SignUpUpdateParams {
  strategy?: string
  ticket?: string
  /** What a provider's own script gave the page. */
  token?: string
  redirectUrl?: string
  actionCompleteRedirectUrl?: string
  oidcPrompt?: string | undefined
  oidcLoginHint?: string | undefined
  transfer?: boolean
}

export interface PrepareVerificationParams {
  strategy: 'email_code' | 'email_link' | Web3Strategy
  redirectUrl?: string
}

export interface AttemptVerificationParams {
  strategy: 'email_code' | Web3Strategy
  code?: string
  signature?: string
}

type Verbs = Web3Verbs<SignUpWithWeb3Params, SignUpResource>

export interface SignUpResource extends SignUpFields, Verbs, ProviderVerbs {
  create(params: SignUpCreateParams): Promise<SignUpResource>
  update(params: SignUpUpdateParams): Promise<SignUpResource>
  prepareVerification(params: PrepareVerificationParams): Promise<SignUpResource>
  attemptVerification(params: AttemptVerificationParams): Promise<SignUpResource>
  prepareEmailAddressVerification(params?: PrepareVerificationParams): Promise<SignUpResource>
  attemptEmailAddressVerification(params: { code: string }): Promise<SignUpResource>
  reload(params?: ReloadParams): Promise<SignUpResource>
}
