/** A ticket that a link brought: an invitation, or a server that signs somebody in (wire contract 9.2). */
import type { Failure } from './failure.ts'
import type { FlowPorts } from './flow-ports.ts'
import type { LinkLanding } from './link-landing.ts'
import type { SignIn } from './sign-in.context.ts'
import type { SignUp } from './sign-up.context.ts'
import { toFailure } from './to-failure.ts'

export type TicketOutcome = { signIn: SignIn } | { signUp: SignUp } | { failure: Failure }

/** What says nothing of the ticket: it is tried again, or leads elsewhere. */
const notOfTicket: readonly string[] = [
  'network_error',
  'session_exists',
  'identifier_already_signed_in',
  'user_locked',
]

/** Uses a ticket for what its link says it is for, whichever flow the page shows. */
export async function sendTicket(
  { api }: FlowPorts,
  { status, ticket }: LinkLanding,
): Promise<TicketOutcome> {
  const call = { method: 'POST', form: { strategy: 'ticket', ticket } } as const
  try {
    return status === 'sign_up'
      ? { signUp: await api.send<SignUp>({ ...call, path: '/v1/client/sign_ups' }) }
      : { signIn: await api.send<SignIn>({ ...call, path: '/v1/client/sign_ins' }) }
  } catch (thrown) {
    const failure = toFailure(thrown)
    if (notOfTicket.includes(failure.code)) throw thrown
    return { failure }
  }
}
