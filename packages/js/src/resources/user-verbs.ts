/** What a profile of an app can do for whoever is signed in. Our components ask the server themselves. */
import { myOrganizations } from '../organizations/my-organizations.ts'
import { toCamel, toSnakeKeys } from './camel.ts'
import { connectForm, type ExternalAccountResource } from './external-account.ts'
import { reloadQuery } from './reload.ts'
import type { ResourceApi } from './resource-api.ts'
import type { ActiveSessionWire, UserResource, UserVerbs, UserWire } from './user.ts'
import { toIdentification, withSteps } from './with-steps.ts'

interface UserVerbsDeps {
  /** Speaks for the session of the user. */
  send: ResourceApi['send']
  read(wire: UserWire): object
  toAccount(wire: object, send: ResourceApi['send']): ExternalAccountResource
  /** Comes before a user is read. */
  prepare(wire: UserWire): Promise<unknown>
}

export function userVerbs(self: UserResource, { send, read, toAccount, prepare }: UserVerbsDeps): UserVerbs {
  async function take(wire: Promise<UserWire>): Promise<UserResource> {
    const changed = await wire
    await prepare(changed)
    return Object.assign(self, read(changed))
  }

  const change = (method: 'PATCH' | 'POST', step: string, form: object): Promise<UserResource> =>
    take(send({ method, path: `/v1/me${step}`, form: toSnakeKeys(form) }))

  const post = (path: string, form: object) => send<object>({ method: 'POST', path, form: toSnakeKeys(form) })

  async function add<Resource>(kind: string, form: object): Promise<Resource> {
    const path = `/v1/me/${kind}`
    return toIdentification(await post(path, form), path, send)
  }

  return {
    ...myOrganizations(send),
    update: (params) => change('PATCH', '', params),
    updateMetadata: (params) => change('PATCH', '/metadata', params),
    updatePassword: (params) => change('POST', '/change_password', params),
    removePassword: (params) => change('POST', '/remove_password', params),
    createEmailAddress: ({ email }) => add('email_addresses', { emailAddress: email }),
    createWeb3Wallet: ({ web3Wallet }) => add('web3_wallets', { web3Wallet }),
    createExternalAccount: async (params) =>
      toAccount(await post('/v1/me/external_accounts', connectForm(params)), send),
    async setProfileImage({ file }) {
      const path = '/v1/me/profile_image'
      await send(file ? { method: 'POST', path, file } : { method: 'DELETE', path })
    },
    async getSessions() {
      const sessions = await send<ActiveSessionWire[]>({ method: 'GET', path: '/v1/me/sessions/active' })
      return sessions.map((session) =>
        withSteps(toCamel(session), 'revoke', { path: '/v1/me/sessions', send }),
      )
    },
    reload: (params) => take(send({ method: 'GET', path: '/v1/me', query: reloadQuery(params) })),
    delete: async () => void (await send({ method: 'DELETE', path: '/v1/me' })),
  }
}
