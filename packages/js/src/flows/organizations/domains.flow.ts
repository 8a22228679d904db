/** The domains of an organization: added, proven, set to let people in, removed. `domains.flow.md` is its picture. */
import type { MachineDefinition, Step } from '../machine.ts'
import { type ProfilePorts, unlessCancelled } from '../profile/profile-ports.ts'
import { toFailure } from '../to-failure.ts'
import type { OrganizationDomain } from './organization-wire.ts'
import { emptyList, loadPage, type PagedList, without } from './paged-list.ts'

/** `address`: an address there is named, and `code` proves it; `record`: the proof stands in the domain’s own records. */
export type DomainsState = 'loading' | 'list' | 'add' | 'address' | 'code' | 'record' | 'mode' | 'remove'

export type DomainsEvent =
  | { type: 'ADD' }
  | { type: 'SUBMIT_NAME'; name: string }
  | { type: 'PROVE'; domain: OrganizationDomain }
  | { type: 'SUBMIT_ADDRESS'; address: string }
  | { type: 'SUBMIT_CODE'; code: string }
  | { type: 'USE_RECORD' }
  | { type: 'CHECK' }
  | { type: 'MANAGE'; domain: OrganizationDomain }
  | { type: 'SUBMIT_MODE'; mode: string; deletesPending: boolean }
  | { type: 'REMOVE'; domain: OrganizationDomain }
  | { type: 'CONFIRM' }
  | { type: 'MORE' }
  | { type: 'CANCEL' }

export interface DomainsContext {
  organizationId: string
  domains: PagedList<OrganizationDomain>
  /** The one that is worked on. */
  domain: OrganizationDomain | null
  notice: 'saved' | 'removed' | 'unproven' | null
}

type DomainsStep = Step<DomainsState, DomainsContext>
type EventOf<Type extends DomainsEvent['type']> = Extract<DomainsEvent, { type: Type }>

export const domainsContext = (organizationId: string): DomainsContext => ({
  ...{ organizationId, domains: emptyList, domain: null, notice: null },
})

/** Whether a domain is known to belong to the organization, one way or the other. */
export const isProven = (domain: OrganizationDomain): boolean =>
  [domain.affiliation_verification ?? domain.verification, domain.ownership_verification].some(
    (proof) => proof?.status === 'verified',
  )

const pathOf = ({ organizationId }: DomainsContext) => `/v1/organizations/${organizationId}/domains`

/** Asks for something about the domain that is worked on. */
const sendAbout = (
  context: DomainsContext,
  { api }: ProfilePorts,
  verb: string,
  form: Readonly<Record<string, string | boolean>> = {},
): Promise<OrganizationDomain> =>
  api.send({ method: 'POST', path: `${pathOf(context)}/${context.domain?.id}/${verb}`, form })

const pageOf = (context: DomainsContext, { api }: ProfilePorts, known?: PagedList<OrganizationDomain>) =>
  loadPage<OrganizationDomain>(api, pathOf(context), {}, known)

async function add(
  context: DomainsContext,
  { name }: EventOf<'SUBMIT_NAME'>,
  { api }: ProfilePorts,
): Promise<DomainsStep> {
  const form = { name: name.trim().toLowerCase() }
  const domain = await api.send<OrganizationDomain>({ method: 'POST', path: pathOf(context), form })
  return { to: isProven(domain) ? 'mode' : 'address', set: { domain } }
}

async function check(context: DomainsContext, _: unknown, ports: ProfilePorts): Promise<DomainsStep> {
  try {
    const domain = await sendAbout(context, ports, 'attempt_ownership_verification')
    return isProven(domain)
      ? { to: 'mode', set: { domain } }
      : { to: 'record', set: { domain, notice: 'unproven' } }
  } catch (thrown) {
    return { to: 'record', error: toFailure(thrown) }
  }
}

async function remove(context: DomainsContext, _: unknown, { api }: ProfilePorts): Promise<DomainsStep> {
  const { domain, domains } = context
  await api.send({ method: 'DELETE', path: `${pathOf(context)}/${domain?.id}` })
  return {
    to: 'list',
    set: { domains: without(domains, domain?.id ?? null), domain: null, notice: 'removed' },
  }
}

const chosen = (_: DomainsContext, { domain }: { domain: OrganizationDomain }): DomainsStep => ({
  ...{ set: { domain, notice: null } },
})

/** What was begun may have changed the list. */
const CANCEL = { to: ['loading'], move: () => ({ set: { domain: null, notice: null } }) } as const

const USE_RECORD = {
  to: ['record'],
  call: async (context: DomainsContext, _: unknown, ports: ProfilePorts): Promise<DomainsStep> => ({
    to: 'record',
    set: { domain: await sendAbout(context, ports, 'prepare_ownership_verification'), notice: null },
  }),
} as const

export const domainsFlow: MachineDefinition<DomainsState, DomainsContext, DomainsEvent, ProfilePorts> = {
  home: () => 'loading',
  states: {
    loading: {
      part: null,
      enter: {
        to: ['list'],
        call: async (context, _, ports) => ({ to: 'list', set: { domains: await pageOf(context, ports) } }),
      },
      on: {},
    },
    list: {
      part: null,
      on: {
        ADD: { to: ['add'], move: () => ({ set: { notice: null } }) },
        PROVE: { to: ['address'], move: chosen },
        MANAGE: { to: ['mode'], move: chosen },
        REMOVE: { to: ['remove'], move: chosen },
        MORE: {
          to: ['list'],
          call: async (context, _, ports) => ({
            set: { domains: await pageOf(context, ports, context.domains) },
          }),
        },
      },
    },
    add: {
      part: null,
      on: {
        SUBMIT_NAME: {
          to: ['address', 'mode'],
          call: (context, event, ports) => unlessCancelled(add(context, event, ports)),
        },
        CANCEL,
      },
    },
    address: {
      part: null,
      on: {
        SUBMIT_ADDRESS: {
          to: ['code'],
          call: async (context, { address }, ports) => ({
            to: 'code',
            set: {
              domain: await sendAbout(context, ports, 'prepare_affiliation_verification', {
                affiliation_email_address: address,
              }),
            },
          }),
        },
        USE_RECORD,
        CANCEL,
      },
    },
    code: {
      part: null,
      on: {
        SUBMIT_CODE: {
          to: ['mode'],
          call: async (context, { code }, ports) => ({
            to: 'mode',
            set: { domain: await sendAbout(context, ports, 'attempt_affiliation_verification', { code }) },
          }),
        },
        USE_RECORD,
        CANCEL,
      },
    },
    record: { part: null, on: { CHECK: { to: ['mode', 'record'], call: check }, CANCEL } },
    mode: {
      part: null,
      on: {
        SUBMIT_MODE: {
          to: ['loading'],
          call: (context, { mode, deletesPending }, ports) =>
            unlessCancelled(
              sendAbout(context, ports, 'update_enrollment_mode', {
                ...{ enrollment_mode: mode, delete_pending: deletesPending },
              }).then((): DomainsStep => ({ to: 'loading', set: { domain: null, notice: 'saved' } })),
            ),
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
