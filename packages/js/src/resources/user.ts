import type { ActiveSessionResource, ClientUserResource, ImageResource } from '@keywright/contract'
import type { z } from 'zod'
import { type Call, sessionParameter } from '../transport/write-call.ts'
import { type Camel, toCamel, toSnakeKeys } from './camel.ts'
import { type EmailAddressResource, toEmailAddress } from './email-address.ts'
import type { ResourceApi } from './resource-api.ts'

export type UserWire = z.output<typeof ClientUserResource>
type ActiveSessionWire = z.output<typeof ActiveSessionResource>
type ImageWire = z.output<typeof ImageResource>
type EmailAddressWire = UserWire['email_addresses'][number]

export interface UpdateUserParams {
  username?: string | null
  firstName?: string | null
  lastName?: string | null
  primaryEmailAddressId?: string
}

export interface UpdatePasswordParams {
  currentPassword?: string
  newPassword: string
  signOutOfOtherSessions?: boolean
}

/** A session of the user on any of their devices. */
export interface SessionWithActivities extends Camel<ActiveSessionWire> {
  revoke(): Promise<SessionWithActivities>
}

interface UserFields extends Omit<Camel<UserWire>, 'emailAddresses'> {
  emailAddresses: EmailAddressResource[]
  primaryEmailAddress: EmailAddressResource | null
  fullName: string | null
  hasVerifiedEmailAddress: boolean
}

/** The signed-in user. Methods change this object, and everybody who watches hears of a new one. */
export interface UserResource extends UserFields {
  update(params: UpdateUserParams): Promise<UserResource>
  /** Merges deeply; `null` removes a key. */
  updateMetadata(params: { unsafeMetadata: Record<string, unknown> }): Promise<UserResource>
  updatePassword(params: UpdatePasswordParams): Promise<UserResource>
  removePassword(params: { currentPassword: string }): Promise<UserResource>
  createEmailAddress(params: { email: string }): Promise<EmailAddressResource>
  /** `null` removes the image. */
  setProfileImage(params: { file: Blob | null }): Promise<void>
  getSessions(): Promise<SessionWithActivities[]>
  isPrimaryIdentification(address: { id: string }): boolean
  reload(): Promise<UserResource>
  delete(): Promise<void>
}

/** `sessionId`: in which the user is signed in here; a browser may hold several users. */
export function toUser(wire: UserWire, api: ResourceApi, sessionId: string): UserResource {
  const query = { [sessionParameter]: sessionId }
  const send = <Resource>(call: Call) => api.send<Resource>({ query, ...call })

  async function change(
    method: 'GET' | 'PATCH' | 'POST',
    step: string,
    form: object = {},
  ): Promise<UserResource> {
    const changed = await send<UserWire>({ method, path: `/v1/me${step}`, form: toSnakeKeys(form) })
    return Object.assign(self, fieldsOf(changed, api, sessionId))
  }

  const self: UserResource = {
    ...fieldsOf(wire, api, sessionId),
    update: (params) => change('PATCH', '', params),
    updateMetadata: (params) => change('PATCH', '/metadata', params),
    updatePassword: (params) => change('POST', '/change_password', params),
    removePassword: (params) => change('POST', '/remove_password', params),
    async createEmailAddress({ email }) {
      const form = { email_address: email }
      const path = '/v1/me/email_addresses'
      return toEmailAddress(await send<EmailAddressWire>({ method: 'POST', path, form }), api, sessionId)
    },
    async setProfileImage({ file }) {
      const path = '/v1/me/profile_image'
      await send<ImageWire>(file ? { method: 'POST', path, file } : { method: 'DELETE', path })
    },
    async getSessions() {
      const sessions = await send<ActiveSessionWire[]>({ method: 'GET', path: '/v1/me/sessions/active' })
      return sessions.map((session) => toSessionWithActivities(session, send))
    },
    isPrimaryIdentification: ({ id }) => id === self.primaryEmailAddressId,
    reload: () => change('GET', ''),
    delete: async () => void (await send({ method: 'DELETE', path: '/v1/me' })),
  }
  return self
}

function fieldsOf(wire: UserWire, api: ResourceApi, sessionId: string): UserFields {
  const addresses = wire.email_addresses.map((address) => toEmailAddress(address, api, sessionId))
  return {
    ...toCamel(wire),
    emailAddresses: addresses,
    primaryEmailAddress: addresses.find(({ id }) => id === wire.primary_email_address_id) ?? null,
    fullName: [wire.first_name, wire.last_name].filter(Boolean).join(' ') || null,
    hasVerifiedEmailAddress: addresses.some(({ verification }) => verification?.status === 'verified'),
  }
}

function toSessionWithActivities(wire: ActiveSessionWire, send: ResourceApi['send']): SessionWithActivities {
  const self: SessionWithActivities = {
    ...toCamel(wire),
    async revoke() {
      const path = `/v1/me/sessions/${wire.id}/revoke`
      const { status } = await send<ActiveSessionWire>({ method: 'POST', path })
      return Object.assign(self, { status })
    },
  }
  return self
}
