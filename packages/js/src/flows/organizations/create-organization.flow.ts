/** An organization is made, and people are asked into it. `create-organization.flow.md` is its picture. */
import { failureOf } from '../failure.ts'
import type { MachineDefinition, Step } from '../machine.ts'
import { pictureFault } from '../profile/picture.flow.ts'
import { toFailure } from '../to-failure.ts'
import { inviteAll, loadRoles, type RefusedAddresses } from './invite-members.ts'
import type { OrganizationPorts } from './organization-ports.ts'
import type { Organization, OrganizationRole } from './organization-wire.ts'

/** `closed`: this user makes no organizations here. */
export type CreateOrganizationState = 'closed' | 'form' | 'invite' | 'done'

export type CreateOrganizationEvent =
  | { type: 'CHOOSE_LOGO'; file: Blob }
  | { type: 'REMOVE_LOGO' }
  | { type: 'SUBMIT'; name: string; slug: string | undefined }
  | { type: 'INVITE'; addresses: string; role: string }
  | { type: 'SKIP' }

export interface CreateOrganizationContext {
  isAllowed: boolean
  /** Nobody is asked into the organization here. */
  skipsInvitations: boolean
  hasSlug: boolean
  /** What somebody is asked to be unless another role is chosen. */
  defaultRole: string
  logo: Blob | null
  /** There from the moment it is made, whatever fails after that. */
  organization: Organization | null
  roles: readonly OrganizationRole[]
  invitedCount: number
  /** Who was left out of the last that were asked. */
  refused: readonly RefusedAddresses[]
}

export interface CreateOrganizationPorts extends OrganizationPorts {
  /** Leads on, with the organization active. */
  finish(organization: Organization): Promise<void>
}

type CreateStep = Step<CreateOrganizationState, CreateOrganizationContext>
type EventOf<Type extends CreateOrganizationEvent['type']> = Extract<CreateOrganizationEvent, { type: Type }>

function chooseLogo(_: CreateOrganizationContext, { file }: EventOf<'CHOOSE_LOGO'>): CreateStep {
  const code = pictureFault(file)
  return code ? { error: failureOf(code) } : { set: { logo: file } }
}

/** One that is there already is not made again, but called as it is to be called now. */
function save(
  { organization }: CreateOrganizationContext,
  { name, slug }: EventOf<'SUBMIT'>,
  { api }: CreateOrganizationPorts,
): Promise<Organization> {
  const form = { name: name.trim(), slug: slug?.trim() || undefined }
  const path = '/v1/organizations'
  return organization
    ? api.send({ method: 'PATCH', path: `${path}/${organization.id}`, form })
    : api.send({ method: 'POST', path, form })
}

/** What fails once the organization is there is tried again with the same form. */
async function create(
  context: CreateOrganizationContext,
  event: EventOf<'SUBMIT'>,
  ports: CreateOrganizationPorts,
): Promise<CreateStep> {
  const organization = await save(context, event, ports)
  const set = { organization }
  try {
    await ports.select(organization.id)
    const path = `/v1/organizations/${organization.id}/logo`
    if (context.logo) await ports.api.send({ method: 'PUT', path, file: context.logo })
  } catch (thrown) {
    return { to: 'form', set, error: toFailure(thrown) }
  }
  const isAlone = context.skipsInvitations || organization.max_allowed_memberships === 1
  return { to: isAlone ? 'done' : 'invite', set }
}

async function invite(
  { organization, invitedCount }: CreateOrganizationContext,
  event: EventOf<'INVITE'>,
  { api }: CreateOrganizationPorts,
): Promise<CreateStep> {
  const outcome = await inviteAll(api, organization?.id ?? '', event)
  if ('error' in outcome) return { to: 'invite', error: outcome.error }
  const { invited, refused } = outcome
  const set = { invitedCount: invitedCount + invited.length, refused }
  return { to: refused.length > 0 ? 'invite' : 'done', set }
}

export const createOrganizationFlow: MachineDefinition<
  CreateOrganizationState,
  CreateOrganizationContext,
  CreateOrganizationEvent,
  CreateOrganizationPorts
> = {
  home: ({ isAllowed }) => (isAllowed ? 'form' : 'closed'),
  states: {
    closed: { part: null, on: {} },
    form: {
      part: null,
      on: {
        CHOOSE_LOGO: { to: ['form'], move: chooseLogo },
        REMOVE_LOGO: { to: ['form'], move: () => ({ set: { logo: null } }) },
        SUBMIT: { to: ['invite', 'done', 'form'], call: create },
      },
    },
    invite: {
      part: null,
      enter: {
        to: ['invite'],
        call: async ({ organization }, _, { api }) => ({
          set: { roles: await loadRoles(api, organization?.id ?? '') },
        }),
      },
      on: {
        INVITE: { to: ['done', 'invite'], call: invite },
        SKIP: { to: ['done'] },
      },
    },
    done: {
      part: null,
      enter: {
        to: ['done'],
        async call({ organization }, _, ports) {
          if (organization) await ports.finish(organization)
          return {}
        },
      },
      on: {},
    },
  },
  refusals: {
    user_create_organization_not_enabled: { to: 'closed', move: () => ({}) },
  },
}
