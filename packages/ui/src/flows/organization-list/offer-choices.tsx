import { hasMore, type OfferKind, type PublicOrganization } from '@keywright/js/flows'
import { Choice, Choices } from '../../primitives/choices.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import { useUi } from '../../primitives/ui-context.ts'
import type { ChooseSight } from './choose-sight.ts'
import { OrganizationAvatar } from './organization-avatar.tsx'

interface Offer {
  id: string
  status: string
  public_organization_data?: PublicOrganization
}

/** What somebody could join besides. */
export function OfferChoices(props: Pick<ChooseSight, 'offers' | 'sendOffers'>) {
  const { invitations, suggestions } = props.offers.context
  return (
    <>
      <Group {...props} kind="invitations" items={invitations.items} />
      <Group {...props} kind="suggestions" items={suggestions.items} />
    </>
  )
}

function Group({
  kind,
  items,
  offers: { value, context, pending },
  sendOffers,
}: Pick<ChooseSight, 'offers' | 'sendOffers'> & { kind: OfferKind; items: readonly Offer[] }) {
  const { t, id: idOf } = useUi()
  if (items.length === 0) return null
  const verb = t(kind === 'invitations' ? 'switcher.join' : 'switcher.request')
  const isUnderWay = (id: string) =>
    value !== 'list' && context.chosen?.kind === kind && context.chosen.id === id
  return (
    <section class="kw-group" aria-labelledby={idOf(kind)}>
      <h2 class="kw-group-title" id={idOf(kind)}>
        {t(`switcher.${kind}`)}
      </h2>
      <Choices>
        {items.map(({ id, status, public_organization_data: organization }) =>
          organization ? (
            <Choice
              key={id}
              start={<OrganizationAvatar organization={organization} />}
              title={organization.name}
              {...(status === 'pending' ? { verb } : { verb: ' ', detail: t('switcher.requested') })}
              isBusy={isUnderWay(id)}
              onClick={() => status === 'pending' && sendOffers({ type: 'ACCEPT', kind, id })}
            />
          ) : null,
        )}
      </Choices>
      {hasMore(context[kind]) && (
        <LinkButton onClick={() => sendOffers({ type: 'MORE', kind })} isDisabled={pending === 'MORE'}>
          {t('switcher.more')}
        </LinkButton>
      )}
    </section>
  )
}
