/** @jsxImportSource #paint */
/** What somebody could join besides: fetched once the switcher is there, as what it shows is asked of the server anyway. */
import {
  createMachine,
  noOffers,
  type OffersContext,
  type OffersState,
  offerCount,
  offersFlow,
  type Snapshot,
} from '@keywright/js/flows'
import type { UiHost } from '../../ui-host.ts'
import { OfferGroups, type OffersSend } from './offer-groups.tsx'
import type { SwitcherOffers } from './switcher-sight.ts'

/** The offers as the menu shows them. */
export const seenOffers = (
  snapshot: Snapshot<OffersState, OffersContext>,
  send: OffersSend,
): SwitcherOffers => ({
  count: offerCount(snapshot.context),
  error: snapshot.value === 'list' ? snapshot.error : undefined,
  retry: () => send({ type: 'RETRY' }),
  refresh: () => send({ type: 'REFRESH' }),
  draw: (look) => <OfferGroups {...look} offers={snapshot} sendOffers={send} />,
})

/** Asks for them, and tells of every change. Returns how to stop. */
export function startOffers(host: UiHost, onChange: (offers: SwitcherOffers) => void): () => void {
  const { enabled } = host.environment.organization_settings.domains
  const machine = createMachine(offersFlow, noOffers(enabled), {
    ports: { api: host.api, later: () => () => undefined },
  })
  return machine.subscribe((snapshot) => onChange(seenOffers(snapshot, machine.send)))
}
