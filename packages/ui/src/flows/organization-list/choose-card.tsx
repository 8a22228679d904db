import { Avatar } from '../../primitives/avatar.tsx'
import { Card } from '../../primitives/card.tsx'
import { Choice, Choices } from '../../primitives/choices.tsx'
import { plus } from '../../primitives/drawings.ts'
import { check } from '../../primitives/first-drawings.ts'
import { Icon } from '../../primitives/icon.tsx'
import { Spinner } from '../../primitives/spinner.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import { useUi } from '../../primitives/ui-context.ts'
import { readFaults } from '../read-faults.ts'
import type { ChooseSight } from './choose-sight.ts'
import { OfferChoices } from './offer-choices.tsx'
import { OrganizationAvatar } from './organization-avatar.tsx'

/** Where somebody belongs, and where they could. */
export function ChooseCard(props: ChooseSight) {
  const { t } = useUi()
  const { snapshot, offers, send, sendOffers, isTask } = props
  if (snapshot.value === 'done') return <DoneCard {...props} />
  const own = readFaults(snapshot.error, t)
  const faults = own.alert ? own : readFaults(offers.error, t)
  const retry = () => (own.alert ? send({ type: 'RETRY' }) : sendOffers({ type: 'RETRY' }))
  return (
    <Card
      step="list"
      progress={isTask ? 2 : 0}
      title={t(isTask ? 'chooseOrganization.title' : 'organizationList.title')}
      subtitle={t(isTask ? 'chooseOrganization.text' : 'organizationList.text')}
      alert={faults.alert}
      onRetry={faults.canRetry ? retry : undefined}
      footer={isTask && <SignOut {...props} />}
    >
      <Memberships {...props} />
      <OfferChoices {...props} />
      <Nothing {...props} />
      {props.mayCreate && (
        <Choices>
          <Choice
            start={<Icon drawing={plus} />}
            title={t('switcher.create')}
            onClick={() => send({ type: 'CREATE' })}
          />
        </Choices>
      )}
    </Card>
  )
}

function Memberships(props: ChooseSight) {
  const { t } = useUi()
  const { snapshot, send, memberships, activeId, me, hasPersonal, isTask } = props
  const { listed, chosen } = snapshot.context
  const isBusy = (id: string | null) =>
    snapshot.pending === 'SELECT' && chosen !== null && (chosen.organization?.id ?? null) === id
  const verbOf = (id: string | null) =>
    !isTask && id === activeId ? t('chooseOrganization.here') : undefined
  if (memberships.length === 0 && !hasPersonal) return null
  return (
    <div class="kw-group">
      <Choices>
        {hasPersonal && me && (
          <Choice
            start={<Avatar name={me.name || me.identifier} imageUrl={me.imageUrl} />}
            title={t('switcher.personal')}
            detail={me.identifier}
            verb={verbOf(null)}
            isBusy={isBusy(null)}
            onClick={() => send({ type: 'SELECT', organization: null })}
          />
        )}
        {memberships.slice(0, listed).map(({ organization, role_name: role }) => (
          <Choice
            key={organization.id}
            start={<OrganizationAvatar organization={organization} />}
            title={organization.name}
            detail={role}
            verb={verbOf(organization.id)}
            isBusy={isBusy(organization.id)}
            onClick={() => send({ type: 'SELECT', organization })}
          />
        ))}
      </Choices>
      {memberships.length > listed && (
        <LinkButton onClick={() => send({ type: 'MORE' })}>{t('switcher.more')}</LinkButton>
      )}
    </div>
  )
}

/** Somebody with nowhere to go is told what they can do. */
function Nothing({ memberships, offers, hasPersonal, mayCreate }: ChooseSight) {
  const { t } = useUi()
  const { invitations, suggestions } = offers.context
  if (memberships.length + invitations.items.length + suggestions.items.length > 0 || hasPersonal) return null
  if (offers.value !== 'list') return <Spinner size="large" />
  return mayCreate ? null : <p class="kw-panel-text">{t('chooseOrganization.nothing')}</p>
}

function SignOut({ me, snapshot, send }: ChooseSight) {
  const { t } = useUi()
  return (
    <>
      <p>{me && t('chooseOrganization.signedInAs', { name: me.identifier })}</p>
      <LinkButton onClick={() => send({ type: 'SIGN_OUT' })} isDisabled={snapshot.pending === 'SIGN_OUT'}>
        {t('common.signOut')}
      </LinkButton>
    </>
  )
}

function DoneCard({ snapshot }: ChooseSight) {
  const { t } = useUi()
  const name = snapshot.context.chosen?.organization?.name ?? t('switcher.personal')
  return (
    <Card
      step="done"
      progress={3}
      emblem={{ icon: check, tone: 'success' }}
      title={t('chooseOrganization.done.title', { name })}
    >
      <Spinner size="large" />
    </Card>
  )
}
