import type { ExternalAccountResource as ExternalAccountWire } from '@keywright/contract'
import type { z } from 'zod'
import type { Camel } from './camel.ts'

export interface ConnectParams {
  /** The page that the provider leads back to. */
  redirectUrl: string
  additionalScopes?: string[]
  oidcPrompt?: string
  oidcLoginHint?: string
}

/** An account that the signed-in user has with a provider. */
export interface ExternalAccountResource extends Camel<z.output<typeof ExternalAccountWire>> {
  /** For further scopes, or because access was lost: `verification` then says where to send the browser. */
  reauthorize(params: ConnectParams): Promise<ExternalAccountResource>
  destroy(): Promise<void>
}

/** The wire names one scope, and repeats the name. */
export function connectForm(params: Partial<ConnectParams> = {}): object {
  const { redirectUrl = '', additionalScopes, ...rest } = params
  return {
    ...rest,
    redirectUrl: new URL(redirectUrl, globalThis.location?.href).href,
    additionalScope: additionalScopes,
  }
}
