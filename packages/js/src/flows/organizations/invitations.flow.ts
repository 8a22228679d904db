/** Who is asked into an organization: listed, asked, taken back. `invitations.flow.md` is its picture. */
import type { MachineDefinition, Step } from '../machine.ts'
import { type ProfilePorts, unlessCancelled } from '../profile/profile-ports.ts'
import { inviteAll, loadRoles } from './invite-members.ts'
import type { OrganizationInvitation, OrganizationRole } from './organization-wire.ts'
import { emptyList, loadPage, type PagedList, without } from './paged-list.ts'

export type InvitationsState = 'loading' | 'list' | 'invite'

export type InvitationsEvent =
  | { type: 'INVITE' }
  | { type: 'SUBMIT'; addresses: string; role: string }
  | { type: 'CANCEL' }
  | { type: 'REVOKE'; id: string }
  | { type: 'MORE' }

export interface InvitationsContext {
  organizationId: string
  invitations: PagedList<OrganizationInvitation>
  roles: readonly OrganizationRole[]
  /** Which one is being taken back. */
  id: string | null
  /** How many were sent last. */
  sentCount: number
  notice: 'sent' | 'revoked' | null
}

type InvitationsStep = Step<InvitationsState, InvitationsContext>
type EventOf<Type extends InvitationsEvent['type']> = Extract<InvitationsEvent, { type: Type }>

export const invitationsContext = (organizationId: string): InvitationsContext => ({
  ...{ organizationId, invitations: emptyList, roles: [], id: null, sentCount: 0, notice: null },
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
  return { to: 'loading', set: { notice: 'sent', sentCount: outcome.invited.length } }
}

async function revoke(
  context: InvitationsContext,
  { id }: EventOf<'REVOKE'>,
  { api }: ProfilePorts,
): Promise<InvitationsStep> {
  await api.send({ method: 'POST', path: `${pathOf(context)}/${id}/revoke` })
  return { set: { invitations: without(context.invitations, id), id: null, notice: 'revoked' } }
}

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
        INVITE: { to: ['invite'], move: () => ({ set: { notice: null } }) },
        REVOKE: {
          to: ['list'],
          keep: ({ id }) => ({ id, notice: null }),
          call: (context, event, ports) => unlessCancelled(revoke(context, event, ports)),
        },
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
