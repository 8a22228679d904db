import type { SignUpResource as SignUpContract, Web3Strategy } from '@keywright/contract'
import type { z } from 'zod'
import type { SignUpWithWeb3Params, Web3Verbs } from '../web3/authenticate.ts'
import type { ProviderVerbs } from './by-provider.ts'
import { type Camel, toCamel } from './camel.ts'
import type { AttemptApi } from './resource-api.ts'
import { providerNames, web3Names, withSteps } from './with-steps.ts'

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
  reload(): Promise<SignUpResource>
}

const none: SignUpFields = {
  ...{ id: null, status: null, createdSessionId: null, createdUserId: null, abandonAt: null },
  ...{ requiredFields: [], optionalFields: [], missingFields: [], unverifiedFields: [], verifications: null },
  ...{ username: null, emailAddress: null, phoneNumber: null, web3Wallet: null, passwordEnabled: null },
  ...{ firstName: null, lastName: null, unsafeMetadata: null, publicMetadata: null, customAction: null },
  ...{ externalId: null, legalAcceptedAt: null },
}

const names = `create update prepareVerification attemptVerification prepareEmailAddressVerification attemptEmailAddressVerification ${web3Names} ${providerNames}`

export function toSignUp(wire: SignUpWire | null, { send, page }: AttemptApi): SignUpResource {
  return withSteps({ ...none, ...(wire && toCamel(wire)) }, names, {
    path: '/v1/client/sign_ups',
    send,
    page,
  })
}
