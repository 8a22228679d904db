/** Who asks to join an organization: let in, or turned away. `requests.flow.md` is its picture. */
import type { MachineDefinition, Step } from '../machine.ts'
import { type ProfilePorts, unlessCancelled } from '../profile/profile-ports.ts'
import type { MembershipRequest } from './organization-wire.ts'
import { emptyList, loadPage, type PagedList, settleOne } from './paged-list.ts'

export type RequestsState = 'loading' | 'list'

export type RequestsEvent =
  | { type: 'ACCEPT'; id: string }
  | { type: 'REJECT'; id: string }
  | { type: 'MORE' }
  | { type: 'REFRESH' }

export interface RequestsContext {
  organizationId: string
  requests: PagedList<MembershipRequest>
  /** Which one is being answered. */
  id: string | null
  notice: 'accepted' | 'rejected' | null
}

type RequestsStep = Step<RequestsState, RequestsContext>

export const requestsContext = (organizationId: string): RequestsContext => ({
  ...{ organizationId, requests: emptyList, id: null, notice: null },
})

const pathOf = ({ organizationId }: RequestsContext) =>
  `/v1/organizations/${organizationId}/membership_requests`

const pageOf = (context: RequestsContext, { api }: ProfilePorts, known?: PagedList<MembershipRequest>) =>
  loadPage<MembershipRequest>(api, pathOf(context), { status: 'pending' }, known)

async function load(context: RequestsContext, _: unknown, ports: ProfilePorts): Promise<RequestsStep> {
  return { to: 'list', set: { requests: await pageOf(context, ports) } }
}

async function answer(
  verb: 'accept' | 'reject',
  context: RequestsContext,
  id: string,
  { api }: ProfilePorts,
): Promise<RequestsStep> {
  const path = `${pathOf(context)}/${id}/${verb}`
  const { left, error } = await settleOne(context.requests, id, () => api.send({ method: 'POST', path }))
  const set = { requests: left, id: null }
  return error ? { set, error } : { set: { ...set, notice: `${verb}ed` } }
}

const answering = (verb: 'accept' | 'reject') =>
  ({
    to: ['list'],
    keep: ({ id }: { id: string }) => ({ id, notice: null }),
    call: (context: RequestsContext, { id }: { id: string }, ports: ProfilePorts) =>
      unlessCancelled(answer(verb, context, id, ports)),
  }) as const

export const requestsFlow: MachineDefinition<RequestsState, RequestsContext, RequestsEvent, ProfilePorts> = {
  home: () => 'loading',
  states: {
    loading: {
      part: null,
      enter: { to: ['list'], call: load },
      on: {},
    },
    list: {
      part: null,
      on: {
        ACCEPT: answering('accept'),
        REJECT: answering('reject'),
        // Whatever else is asked for meanwhile comes first.
        REFRESH: { to: ['list'], keep: () => ({ notice: null }), call: load },
        MORE: {
          to: ['list'],
          call: async (context, _, ports) => ({
            set: { requests: await pageOf(context, ports, context.requests) },
          }),
        },
      },
    },
  },
  refusals: {},
}
