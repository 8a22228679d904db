import type { EmailAddressResource as EmailAddressWire } from '@keywright/contract'
import type { z } from 'zod'
import { sessionParameter } from '../transport/write-call.ts'
import { type Camel, toCamel, toSnakeKeys } from './camel.ts'
import type { ResourceApi } from './resource-api.ts'

type Wire = z.output<typeof EmailAddressWire>

export interface PrepareEmailAddressParams {
  strategy: 'email_code' | 'email_link'
  redirectUrl?: string
}

/** An email address of the signed-in user. */
export interface EmailAddressResource extends Camel<Wire> {
  prepareVerification(params: PrepareEmailAddressParams): Promise<EmailAddressResource>
  attemptVerification(params: { code: string }): Promise<EmailAddressResource>
  reload(): Promise<EmailAddressResource>
  destroy(): Promise<void>
}

export function toEmailAddress(wire: Wire, api: ResourceApi, sessionId: string): EmailAddressResource {
  const path = `/v1/me/email_addresses/${wire.id}`
  const query = { [sessionParameter]: sessionId }

  async function call(method: 'GET' | 'POST', step = '', form: object = {}): Promise<EmailAddressResource> {
    return Object.assign(
      self,
      toCamel(await api.send<Wire>({ method, path: path + step, query, form: toSnakeKeys(form) })),
    )
  }

  const self: EmailAddressResource = {
    ...toCamel(wire),
    prepareVerification: (params) => call('POST', '/prepare_verification', params),
    attemptVerification: (params) => call('POST', '/attempt_verification', params),
    reload: () => call('GET'),
    destroy: async () => void (await api.send({ method: 'DELETE', path, query })),
  }
  return self
}
