/** @jsxImportSource #paint */
import {
  hasMore,
  type KernelEvent,
  type OfferKind,
  type OffersContext,
  type OffersEvent,
  type OffersState,
  type PublicOrganization,
  type Snapshot,
} from '@keywright/js/flows'
import { MenuItem } from '../user-button/menu-item.tsx'
import { OrganizationMark } from './organization-mark.tsx'
import type { SwitcherSight } from './switcher-sight.ts'

export type OffersSend = (event: OffersEvent | KernelEvent) => void

interface OfferSight extends Pick<SwitcherSight, 't' | 'slot'> {
  offers: Snapshot<OffersState, OffersContext>
  sendOffers: OffersSend
}

/** What somebody could join besides. */
export function OfferGroups(props: OfferSight) {
  const { invitations, suggestions } = props.offers.context
  return (
    <>
      <Group
        {...props}
        kind="invitations"
        items={invitations.items.map((one) => ({ ...one, organization: one.public_organization_data }))}
        verb="switcher.join"
      />
      <Group
        {...props}
        kind="suggestions"
        items={suggestions.items.map((one) => ({ ...one, organization: one.public_organization_data }))}
        verb="switcher.request"
      />
    </>
  )
}

interface Offer {
  id: string
  status: string
  organization?: PublicOrganization | undefined
}

function Group({
  kind,
  items,
  verb,
  offers: { context, value, pending },
  sendOffers,
  t,
  slot,
}: OfferSight & { kind: OfferKind; items: readonly Offer[]; verb: 'switcher.join' | 'switcher.request' }) {
  if (items.length === 0) return null
  const isUnderWay = (id: string) =>
    value !== 'list' && context.chosen?.kind === kind && context.chosen.id === id
  return (
    <fieldset class="kw-menu-group">
      <legend class="kw-menu-title">{t(`switcher.${kind}`)}</legend>
      {items.map(({ id, status, organization }) =>
        organization ? (
          <MenuItem
            key={id}
            slot={slot}
            mark={
              <OrganizationMark
                {...{ organization, slot }}
                verb={status === 'pending' ? t(verb) : undefined}
              />
            }
            text={organization.name}
            detail={status === 'pending' ? undefined : t('switcher.requested')}
            isBusy={isUnderWay(id)}
            onClick={() => status === 'pending' && sendOffers({ type: 'ACCEPT', kind, id })}
          />
        ) : null,
      )}
      {hasMore(context[kind]) && (
        <MenuItem
          slot={slot}
          drawing=""
          text={t('switcher.more')}
          isBusy={pending === 'MORE'}
          onClick={() => sendOffers({ type: 'MORE', kind })}
        />
      )}
    </fieldset>
  )
}
