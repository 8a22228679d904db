/** What somebody could join: invitations, and organizations of their address. `organization-offers.flow.md` is its picture. */
import type { FlowApi } from '../flow-api.ts'
import type { MachineDefinition, Step, Timer } from '../machine.ts'
import { toFailure } from '../to-failure.ts'
import type { OrganizationInvitation, OrganizationSuggestion } from './organization-wire.ts'
import { emptyList, loadPage, type PagedList } from './paged-list.ts'

export type OfferKind = 'invitations' | 'suggestions'
export type OffersState = 'loading' | 'list' | 'accepting'

export type OffersEvent =
  | { type: 'ACCEPT'; kind: OfferKind; id: string }
  | { type: 'MORE'; kind: OfferKind }
  | { type: 'REFRESH' }

export interface OffersContext {
  /** Where the instance knows no domains of organizations there are no suggestions. */
  hasSuggestions: boolean
  invitations: PagedList<OrganizationInvitation>
  suggestions: PagedList<OrganizationSuggestion>
  chosen: { kind: OfferKind; id: string } | null
}

export interface OffersPorts extends Timer {
  api: FlowApi
}

type OffersStep = Step<OffersState, OffersContext>
type EventOf<Type extends OffersEvent['type']> = Extract<OffersEvent, { type: Type }>

export const noOffers = (hasSuggestions: boolean): OffersContext => ({
  ...{ hasSuggestions, invitations: emptyList, suggestions: emptyList, chosen: null },
})

/** How many wait for an answer. */
export const offerCount = ({ invitations, suggestions }: OffersContext): number =>
  invitations.total + suggestions.items.filter(({ status }) => status === 'pending').length

const pathOf = (kind: OfferKind) => `/v1/me/organization_${kind}`

const loadOffers = <Offer extends { id: string }>(api: FlowApi, kind: OfferKind, known?: PagedList<Offer>) =>
  // Whoever has become a member since they asked is suggested nothing any more.
  loadPage<Offer>(
    api,
    pathOf(kind),
    { status: kind === 'invitations' ? 'pending' : ['pending', 'accepted'] },
    known,
  )

async function load(
  { hasSuggestions }: OffersContext,
  _: unknown,
  { api }: OffersPorts,
): Promise<OffersStep> {
  const [invitations, suggestions] = await Promise.all([
    loadOffers<OrganizationInvitation>(api, 'invitations'),
    hasSuggestions ? loadOffers<OrganizationSuggestion>(api, 'suggestions') : emptyList,
  ])
  return { to: 'list', set: { invitations, suggestions, chosen: null } }
}

/** Whatever else has changed meanwhile comes along afterwards. */
async function accept({ chosen }: OffersContext, _: unknown, { api }: OffersPorts): Promise<OffersStep> {
  if (!chosen) return { to: 'list' }
  try {
    await api.send({ method: 'POST', path: `${pathOf(chosen.kind)}/${chosen.id}/accept` })
    return { to: 'loading' }
  } catch (thrown) {
    return { to: 'list', error: toFailure(thrown) }
  }
}

async function more(
  context: OffersContext,
  { kind }: EventOf<'MORE'>,
  { api }: OffersPorts,
): Promise<OffersStep> {
  if (kind === 'invitations')
    return { set: { invitations: await loadOffers(api, kind, context.invitations) } }
  return { set: { suggestions: await loadOffers(api, kind, context.suggestions) } }
}

/** It is not asked for while the list is under way: so it waits for nothing. */
const ACCEPT = {
  to: ['accepting'],
  move: (_: OffersContext, { kind, id }: EventOf<'ACCEPT'>): OffersStep => ({
    set: { chosen: { kind, id } },
  }),
} as const

export const offersFlow: MachineDefinition<OffersState, OffersContext, OffersEvent, OffersPorts> = {
  home: () => 'loading',
  states: {
    loading: { part: null, enter: { to: ['list'], call: load }, on: { ACCEPT } },
    list: {
      part: null,
      on: { ACCEPT, MORE: { to: ['list'], call: more }, REFRESH: { to: ['loading'] } },
    },
    accepting: { part: null, enter: { to: ['loading', 'list'], call: accept }, on: {} },
  },
  refusals: {},
}
