/** Who is asked into an organization: listed, asked, taken back. `invitations.flow.md` is its picture. */
import type { MachineDefinition, Step } from '../machine.ts'
import { type ProfilePorts, unlessCancelled } from '../profile/profile-ports.ts'
import { inviteAll, loadRoles, type RefusedAddresses } from './invite-members.ts'
import type { OrganizationInvitation, OrganizationRole } from './organization-wire.ts'
import { emptyList, loadPage, type PagedList, settleOne } from './paged-list.ts'

export type InvitationsState = 'loading' | 'list' | 'invite'

export type InvitationsEvent =
  | { type: 'INVITE' }
  | { type: 'SUBMIT'; addresses: string; role: string }
  | { type: 'CANCEL' }
  | { type: 'REVOKE'; id: string }
  | { type: 'RESEND'; id: string }
  | { type: 'MORE' }
  | { type: 'REFRESH' }

export interface InvitationsContext {
  organizationId: string
  invitations: PagedList<OrganizationInvitation>
  roles: readonly OrganizationRole[]
  /** Which one is being taken back, or sent again. */
  id: string | null
  /** How many were sent last, and who was not asked. */
  sentCount: number
  refused: readonly RefusedAddresses[]
  notice: 'sent' | 'revoked' | 'resent' | null
}

type InvitationsStep = Step<InvitationsState, InvitationsContext>
type EventOf<Type extends InvitationsEvent['type']> = Extract<InvitationsEvent, { type: Type }>

export const invitationsContext = (organizationId: string): InvitationsContext => ({
  ...{ organizationId, invitations: emptyList, roles: [], id: null },
  ...{ sentCount: 0, refused: [], notice: null },
})

const pathOf = ({ organizationId }: InvitationsContext) => `/v1/organizations/${organizationId}/invitations`

const pageOf = (
  context: InvitationsContext,
  { api }: ProfilePorts,
  known?: PagedList<OrganizationInvitation>,
) => loadPage<OrganizationInvitation>(api, pathOf(context), { status: 'pending' }, known)

async function load(context: InvitationsContext, _: unknown, ports: ProfilePorts): Promise<InvitationsStep> {
  const { organizationId, roles } = context
  const [invitations, known] = await Promise.all([
    pageOf(context, ports),
    roles.length === 0 ? loadRoles(ports.api, organizationId) : roles,
  ])
  return { to: 'list', set: { invitations, roles: known } }
}

async function submit(
  { organizationId }: InvitationsContext,
  event: EventOf<'SUBMIT'>,
  { api }: ProfilePorts,
): Promise<InvitationsStep> {
  const outcome = await inviteAll(api, organizationId, event)
  if ('error' in outcome) return { to: 'invite', error: outcome.error }
  const { invited, refused } = outcome
  return { to: 'loading', set: { notice: 'sent', sentCount: invited.length, refused } }
}

/** `resend`: the mail again, with as long to answer it as before. */
async function dealWith(
  verb: 'revoke' | 'resend',
  context: InvitationsContext,
  id: string,
  { api }: ProfilePorts,
): Promise<InvitationsStep> {
  const path = `${pathOf(context)}/${id}/${verb}`
  const { invitations: all } = context
  const { left, error } = await settleOne(all, id, () => api.send({ method: 'POST', path }))
  if (error) return { set: { invitations: left, id: null }, error }
  return verb === 'revoke'
    ? { set: { invitations: left, id: null, notice: 'revoked' } }
    : { set: { id: null, notice: 'resent' } }
}

const dealingWith = (verb: 'revoke' | 'resend') =>
  ({
    to: ['list'],
    // What was said of others before is not said of this one.
    keep: ({ id }: { id: string }) => ({ id, notice: null, refused: [] }),
    call: (context: InvitationsContext, { id }: { id: string }, ports: ProfilePorts) =>
      unlessCancelled(dealWith(verb, context, id, ports)),
  }) as const

export const invitationsFlow: MachineDefinition<
  InvitationsState,
  InvitationsContext,
  InvitationsEvent,
  ProfilePorts
> = {
  home: () => 'loading',
  states: {
    loading: { part: null, enter: { to: ['list'], call: load }, on: {} },
    list: {
      part: null,
      on: {
        INVITE: { to: ['invite'], move: () => ({ set: { notice: null, refused: [] } }) },
        REVOKE: dealingWith('revoke'),
        RESEND: dealingWith('resend'),
        // Whatever else is asked for meanwhile comes first.
        REFRESH: { to: ['list'], keep: () => ({ notice: null, refused: [] }), call: load },
        MORE: {
          to: ['list'],
          call: async (context, _, ports) => ({
            set: { invitations: await pageOf(context, ports, context.invitations) },
          }),
        },
      },
    },
    invite: {
      part: null,
      on: {
        SUBMIT: {
          to: ['loading', 'invite'],
          call: (context, event, ports) => unlessCancelled(submit(context, event, ports)),
        },
        CANCEL: { to: ['list'] },
      },
    },
  },
  refusals: {},
}
