import type { SignUpResource as SignUpContract } from '@keywright/contract'
import type { z } from 'zod'
import { type Camel, toCamel, toSnakeKeys } from './camel.ts'
import type { ResourceApi } from './resource-api.ts'
import { idOf } from './sign-in.ts'

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
  redirectUrl?: string
  transfer?: boolean
}

export interface PrepareVerificationParams {
  strategy: 'email_code' | 'email_link'
  redirectUrl?: string
}

export interface SignUpResource extends SignUpFields {
  create(params: SignUpCreateParams): Promise<SignUpResource>
  update(params: SignUpUpdateParams): Promise<SignUpResource>
  prepareVerification(params: PrepareVerificationParams): Promise<SignUpResource>
  attemptVerification(params: { strategy: 'email_code'; code: string }): Promise<SignUpResource>
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

const path = '/v1/client/sign_ups'

export function toSignUp(wire: SignUpWire | null, api: Pick<ResourceApi, 'send'>): SignUpResource {
  async function send(
    method: 'GET' | 'POST' | 'PATCH',
    to: string,
    form: object = {},
  ): Promise<SignUpResource> {
    return Object.assign(
      self,
      toCamel(await api.send<SignUpWire>({ method, path: to, form: toSnakeKeys(form) })),
    )
  }
  const step = (name: string, form: object) => send('POST', `${path}/${idOf(self)}/${name}`, form)

  const self: SignUpResource = {
    ...none,
    ...(wire ? toCamel(wire) : {}),
    create: (params) => send('POST', path, params),
    update: (params) => send('PATCH', `${path}/${idOf(self)}`, params),
    prepareVerification: (params) => step('prepare_verification', params),
    attemptVerification: (params) => step('attempt_verification', params),
    prepareEmailAddressVerification: (params = { strategy: 'email_code' }) =>
      self.prepareVerification(params),
    attemptEmailAddressVerification: ({ code }) => self.attemptVerification({ strategy: 'email_code', code }),
    reload: () => send('GET', `${path}/${idOf(self)}`),
  }
  return self
}
