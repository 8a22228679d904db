import {
  hasMore,
  type InvitationsContext,
  type InvitationsEvent,
  type InvitationsState,
} from '@keywright/js/flows'
import { RowAction } from '../../primitives/row-action.tsx'
import { Spinner } from '../../primitives/spinner.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import { readFaults } from '../read-faults.ts'
import { InviteForm, inviteFaults, refusedText } from '../shared/invite-form.tsx'
import { PanelActions } from '../user-profile/section.tsx'
import { dayOf, ListPanel, MoreRow } from './list-panel.tsx'
import type { OrganizationSection } from './organization-facts.ts'

type InvitationsView = OrganizationSection<InvitationsState, InvitationsContext, InvitationsEvent>
type Props = Parameters<InvitationsView>[0]

/** Who is asked into the organization, and has not answered. */
export const invitationsPanel: InvitationsView = (props) => {
  const { snapshot, send, t } = props
  const { value, context, error, pending } = snapshot
  const { invitations } = context
  const isInviting = value === 'invite'
  return (
    <ListPanel
      state={isInviting ? value : 'list'}
      faults={isInviting ? inviteFaults(error, t) : readFaults(error, t)}
      onRetry={() => send({ type: 'RETRY' })}
      notice={noticeOf(props)}
      warning={refusedText(context.refused, t)}
    >
      {isInviting && <Invite {...props} />}
      {value === 'list' && (
        <div class="kw-section-add">
          <LinkButton onClick={() => send({ type: 'INVITE' })}>{t('members.invite')}</LinkButton>
        </div>
      )}
      {pending === 'ENTER' && invitations.items.length === 0 && <Spinner />}
      {value === 'list' && invitations.items.length === 0 && !error && (
        <p class="kw-panel-text">{t('members.invitations.none')}</p>
      )}
      <ul class="kw-rows">
        {invitations.items.map((invitation) => (
          <InvitationRow key={invitation.id} invitation={invitation} {...props} />
        ))}
      </ul>
      <MoreRow
        isThere={value === 'list' && hasMore(invitations)}
        text={t('members.more')}
        isBusy={pending === 'MORE'}
        onClick={() => send({ type: 'MORE' })}
      />
    </ListPanel>
  )
}

function noticeOf({ snapshot: { context }, t }: Props): string | undefined {
  if (context.notice === 'sent') return t('members.invitations.sent', { count: context.sentCount })
  return context.notice ? t(`members.invitations.${context.notice}`) : undefined
}

function Invite({ snapshot: { context, error, pending }, send, t, environment }: Props) {
  return (
    <InviteForm
      {...{ t, roles: context.roles, error: inviteFaults(error, t).field }}
      defaultRole={environment.organization_settings.domains.default_role}
      onInvite={(values) => send({ type: 'SUBMIT', ...values })}
    >
      <PanelActions
        submit={t('organization.invite.submit')}
        isBusy={pending === 'SUBMIT'}
        onCancel={() => send({ type: 'CANCEL' })}
      />
    </InviteForm>
  )
}

function InvitationRow({
  invitation,
  snapshot: { value, context, pending },
  send,
  t,
}: Props & { invitation: InvitationsContext['invitations']['items'][number] }) {
  const { id, email_address: address, role_name: role, created_at: at } = invitation
  return (
    <li class="kw-section-row" aria-busy={pending !== undefined && context.id === id}>
      <div class="kw-choice-text">
        <bdi>{address}</bdi>
        <span class="kw-choice-detail">
          {t('members.invitations.since', { role, date: dayOf(at, t.locale) })}
        </span>
      </div>
      {value !== 'invite' && (
        <div class="kw-section-actions">
          <RowAction
            text={t('members.invitations.resend')}
            about={address}
            onClick={() => send({ type: 'RESEND', id })}
          />
          <RowAction
            tone="muted"
            text={t('members.invitations.revoke')}
            about={address}
            onClick={() => send({ type: 'REVOKE', id })}
          />
        </div>
      )}
    </li>
  )
}
