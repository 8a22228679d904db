/** Who belongs to an organization: searched, given roles, removed. `members.flow.md` is its picture. */
import type { MachineDefinition, Step } from '../machine.ts'
import { type ProfilePorts, unlessCancelled } from '../profile/profile-ports.ts'
import { loadRoles } from './invite-members.ts'
import type { OrganizationMembership, OrganizationRole } from './organization-wire.ts'
import { emptyList, loadPage, type PagedList, without } from './paged-list.ts'

/** `roles`: one of them gets several. */
export type MembersState = 'loading' | 'list' | 'roles' | 'remove'

/** One of them, as far as something is about to be done. */
export interface ChosenMember {
  /** Of the membership. */
  id: string
  userId: string
  name: string
}

export type MembersEvent =
  | { type: 'SEARCH'; query: string }
  | { type: 'MORE' }
  | { type: 'REFRESH' }
  | ({ type: 'SET_ROLE'; role: string } & ChosenMember)
  | ({ type: 'EDIT_ROLES' } & ChosenMember)
  | { type: 'SUBMIT_ROLES'; roles: readonly string[] }
  | ({ type: 'REMOVE' } & ChosenMember)
  | { type: 'CONFIRM' }
  | { type: 'CANCEL' }

export interface MembersContext {
  organizationId: string
  /** Whoever only looks needs no roles to choose from. */
  canManage: boolean
  query: string
  members: PagedList<OrganizationMembership>
  roles: readonly OrganizationRole[]
  chosen: ChosenMember | null
  notice: 'role_saved' | 'removed' | null
}

type MembersStep = Step<MembersState, MembersContext>

export const membersContext = (organizationId: string, canManage: boolean): MembersContext => ({
  ...{ organizationId, canManage, query: '', members: emptyList, roles: [], chosen: null, notice: null },
})

const pathOf = ({ organizationId }: MembersContext) => `/v1/organizations/${organizationId}/memberships`

const pageOf = (context: MembersContext, { api }: ProfilePorts, known?: PagedList<OrganizationMembership>) =>
  loadPage<OrganizationMembership>(
    api,
    pathOf(context),
    { paginated: 'true', ...(context.query && { query: context.query }) },
    known,
  )

async function load(context: MembersContext, _: unknown, ports: ProfilePorts): Promise<MembersStep> {
  const { organizationId, canManage, roles } = context
  const [members, known] = await Promise.all([
    pageOf(context, ports),
    canManage && roles.length === 0 ? loadRoles(ports.api, organizationId) : roles,
  ])
  return { to: 'list', set: { members, roles: known } }
}

/** One role as all SDKs know it, or several in order: who knows of one only sees the first. */
async function giveRoles(
  context: MembersContext,
  { userId, id }: Pick<ChosenMember, 'id' | 'userId'>,
  form: { role: string } | { roles: readonly string[] },
  { api }: ProfilePorts,
): Promise<MembersStep> {
  const path = `${pathOf(context)}/${userId}`
  const changed = await api.send<OrganizationMembership>({ method: 'PATCH', path, form })
  const { items, total } = context.members
  const members = { items: items.map((one) => (one.id === id ? { ...one, ...changed } : one)), total }
  return { to: 'list', set: { members, chosen: null, notice: 'role_saved' } }
}

async function remove(context: MembersContext, _: unknown, { api }: ProfilePorts): Promise<MembersStep> {
  const { chosen, members } = context
  await api.send({ method: 'DELETE', path: `${pathOf(context)}/${chosen?.userId}` })
  return {
    to: 'list',
    set: { members: without(members, chosen?.id ?? null), chosen: null, notice: 'removed' },
  }
}

const chosenIn = ({ id, userId, name }: ChosenMember): Partial<MembersContext> => ({
  ...{ chosen: { id, userId, name }, notice: null },
})

const CANCEL = { to: ['list'], move: () => ({ set: { chosen: null } }) } as const

export const membersFlow: MachineDefinition<MembersState, MembersContext, MembersEvent, ProfilePorts> = {
  home: () => 'loading',
  states: {
    loading: { part: null, enter: { to: ['list'], call: load }, on: {} },
    list: {
      part: null,
      on: {
        SEARCH: { to: ['loading'], move: (_, { query }) => ({ set: { query, notice: null } }) },
        // Whatever else is asked for meanwhile comes first.
        REFRESH: { to: ['list'], keep: () => ({ notice: null }), call: load },
        MORE: {
          to: ['list'],
          call: async (context, _, ports) => ({
            set: { members: await pageOf(context, ports, context.members) },
          }),
        },
        SET_ROLE: {
          to: ['list'],
          keep: chosenIn,
          call: (context, event, ports) =>
            unlessCancelled(giveRoles(context, event, { role: event.role }, ports)),
        },
        EDIT_ROLES: { to: ['roles'], move: (_, chosen) => ({ set: chosenIn(chosen) }) },
        REMOVE: { to: ['remove'], move: (_, chosen) => ({ set: chosenIn(chosen) }) },
      },
    },
    roles: {
      part: null,
      on: {
        SUBMIT_ROLES: {
          to: ['list'],
          call: async (context, { roles }, ports) =>
            context.chosen ? unlessCancelled(giveRoles(context, context.chosen, { roles }, ports)) : {},
        },
        CANCEL,
      },
    },
    remove: {
      part: null,
      on: {
        CONFIRM: {
          to: ['list'],
          call: (context, event, ports) => unlessCancelled(remove(context, event, ports)),
        },
        CANCEL,
      },
    },
  },
  refusals: {},
}
