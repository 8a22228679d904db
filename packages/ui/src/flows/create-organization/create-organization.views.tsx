import type {
  CreateOrganizationContext,
  CreateOrganizationEvent,
  CreateOrganizationState,
} from '@keywright/js/flows'
import { Button } from '../../primitives/button.tsx'
import { Card } from '../../primitives/card.tsx'
import { building } from '../../primitives/drawings-of-organizations.ts'
import { FileButton } from '../../primitives/file-button.tsx'
import { check } from '../../primitives/first-drawings.ts'
import { Form } from '../../primitives/form.tsx'
import { Icon } from '../../primitives/icon.tsx'
import { lock } from '../../primitives/page-drawings.ts'
import { PicturePreview } from '../../primitives/picture-preview.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import { readFaults } from '../read-faults.ts'
import { InviteForm, inviteFaults, refusedText } from '../shared/invite-form.tsx'
import { NameAndSlug } from '../shared/name-and-slug.tsx'
import type { View } from '../view.ts'

type CreateView = View<CreateOrganizationState, CreateOrganizationContext, CreateOrganizationEvent>
type Props = Parameters<CreateView>[0]

const closedView: CreateView = ({ t }) => (
  <Card
    step="closed"
    progress={0}
    emblem={{ icon: lock, tone: 'warning' }}
    title={t('createOrganization.closed.title')}
    subtitle={t('createOrganization.closed.text')}
  />
)

const formView: CreateView = (props) => {
  const { snapshot, send, t } = props
  const { context, error, pending } = snapshot
  const faults = readFaults(error, t, ['name', 'slug'])
  return (
    <Card
      step="form"
      progress={1}
      title={t('createOrganization.title')}
      subtitle={t('createOrganization.text')}
      alert={faults.alert}
      onRetry={faults.canRetry ? () => send({ type: 'RETRY' }) : undefined}
    >
      <Form onSubmit={({ name = '', slug }) => send({ type: 'SUBMIT', name, slug })}>
        <LogoRow {...props} />
        <NameAndSlug hasSlug={context.hasSlug} faults={faults} />
        <Button isBusy={pending === 'SUBMIT'}>{t('createOrganization.submit')}</Button>
      </Form>
    </Card>
  )
}

function LogoRow({ snapshot: { context }, send, t }: Props) {
  const { logo } = context
  return (
    <div class="kw-logo-row">
      {logo ? (
        <PicturePreview file={logo} label={t('organization.logo.preview')} shape="square" />
      ) : (
        <span class="kw-avatar" data-size="large" data-shape="square">
          <Icon drawing={building} />
        </span>
      )}
      <FileButton
        label={t(logo ? 'organization.logo.other' : 'organization.logo.choose')}
        onFile={(file) => send({ type: 'CHOOSE_LOGO', file })}
      />
      {logo && (
        <LinkButton tone="muted" onClick={() => send({ type: 'REMOVE_LOGO' })}>
          {t('organization.logo.remove')}
        </LinkButton>
      )}
    </div>
  )
}

const inviteView: CreateView = ({ snapshot: { context, error, pending }, send, t }) => {
  const faults = inviteFaults(error, t)
  const { invitedCount: count, refused } = context
  const left = refusedText(refused, t)
  const sent = count > 0 ? t('createOrganization.done.invited', { count }) : undefined
  return (
    <Card
      step="invite"
      progress={2}
      title={t('createOrganization.invite.title', { name: context.organization?.name ?? '' })}
      subtitle={t('createOrganization.invite.text')}
      alert={faults.alert}
      onRetry={faults.canRetry ? () => send({ type: 'RETRY' }) : undefined}
      notice={left ? { text: [sent, left].filter(Boolean).join('\n'), tone: 'warning' } : undefined}
    >
      <InviteForm
        // What was sent is not sent again.
        key={count}
        {...{ t, roles: context.roles, defaultRole: context.defaultRole, error: faults.field }}
        onInvite={(values) => send({ type: 'INVITE', ...values })}
      >
        <Button isBusy={pending !== undefined}>{t('organization.invite.submit')}</Button>
      </InviteForm>
      <div class="kw-row">
        <LinkButton tone="muted" onClick={() => send({ type: 'SKIP' })}>
          {t(count > 0 ? 'createOrganization.goOn' : 'createOrganization.skip')}
        </LinkButton>
      </div>
    </Card>
  )
}

const doneView: CreateView = ({ snapshot: { context, error }, send, t }) => {
  const { organization, invitedCount: count } = context
  const { alert } = readFaults(error, t)
  return (
    <Card
      step="done"
      progress={3}
      emblem={{ icon: check, tone: 'success' }}
      title={t('createOrganization.done.title', { name: organization?.name ?? '' })}
      subtitle={
        count > 0 ? t('createOrganization.done.invited', { count }) : t('createOrganization.done.text')
      }
      alert={alert}
      onRetry={() => send({ type: 'RETRY' })}
    />
  )
}

export const createOrganizationViews: Record<CreateOrganizationState, CreateView> = {
  closed: closedView,
  form: formView,
  invite: inviteView,
  done: doneView,
}
