import type { SignInResource as SignInContract } from '@keywright/contract'
import type { z } from 'zod'
import { type Camel, toCamel, toSnakeKeys } from './camel.ts'
import type { ResourceApi } from './resource-api.ts'

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
  redirectUrl?: string
  transfer?: boolean
  signUpIfMissing?: boolean
}

export interface PrepareFactorParams {
  strategy: string
  emailAddressId?: string
  redirectUrl?: string
}

export interface AttemptFactorParams {
  strategy: string
  code?: string
  password?: string
  ticket?: string
}

export interface ResetPasswordParams {
  password: string
  signOutOfOtherSessions?: boolean
}

export interface SignInResource extends SignInFields {
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

const path = '/v1/client/sign_ins'

export function toSignIn(wire: SignInWire | null, api: Pick<ResourceApi, 'send'>): SignInResource {
  async function send(method: 'GET' | 'POST', to: string, form: object = {}): Promise<SignInResource> {
    return Object.assign(
      self,
      toCamel(await api.send<SignInWire>({ method, path: to, form: toSnakeKeys(form) })),
    )
  }
  const step = (name: string, form: object) => send('POST', `${path}/${idOf(self)}/${name}`, form)

  const self: SignInResource = {
    ...none,
    ...(wire ? toCamel(wire) : {}),
    create: (params) => send('POST', path, params),
    prepareFirstFactor: (params) => step('prepare_first_factor', params),
    attemptFirstFactor: (params) => step('attempt_first_factor', params),
    resetPassword: (params) => step('reset_password', params),
    reload: () => send('GET', `${path}/${idOf(self)}`),
  }
  return self
}

/** Steps of an attempt that was never begun have nowhere to go. */
export function idOf({ id }: { id: string | null }): string {
  if (id === null) throw new TypeError('Keywright: call create() first.')
  return id
}
