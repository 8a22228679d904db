import type { EmailAddressResource as EmailAddressWire } from '@keywright/contract'
import type { z } from 'zod'
import type { Camel } from './camel.ts'

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
