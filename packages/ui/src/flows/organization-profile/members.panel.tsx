import {
  type ChosenMember,
  hasMore,
  type MembersContext,
  type MembersEvent,
  type MembersState,
  type OrganizationMembership,
} from '@keywright/js/flows'
import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { rich } from '../../localization/rich.ts'
import { Badge } from '../../primitives/badge.tsx'
import { Form } from '../../primitives/form.tsx'
import { RowAction } from '../../primitives/row-action.tsx'
import { Select } from '../../primitives/select.tsx'
import { Spinner } from '../../primitives/spinner.tsx'
import { useUi } from '../../primitives/ui-context.ts'
import { readFaults } from '../read-faults.ts'
import { StrongAddress } from '../shared/strong-address.tsx'
import { PanelActions } from '../user-profile/section.tsx'
import { ListPanel, MoreRow } from './list-panel.tsx'
import { memberName } from './member-name.ts'
import type { OrganizationSection } from './organization-facts.ts'
import { PersonRow } from './person-row.tsx'
import { RolesForm, rolesText, rolesToGive } from './roles-form.tsx'

type MembersView = OrganizationSection<MembersState, MembersContext, MembersEvent>
type Props = Parameters<MembersView>[0]

/** Who belongs to the organization. */
export const membersPanel: MembersView = (props) => {
  const { snapshot, send, t } = props
  const { value, context, error, pending } = snapshot
  const { members, notice } = context
  return (
    <ListPanel
      state={value === 'loading' ? 'list' : value}
      faults={readFaults(error, t)}
      onRetry={() => send({ type: 'RETRY' })}
      notice={notice ? t(`members.${notice}`) : undefined}
    >
      {value === 'remove' && <RemoveForm {...props} />}
      {value === 'roles' && <RolesForm {...props} />}
      {(value === 'list' || value === 'loading') && <Search {...props} />}
      {pending === 'ENTER' && members.items.length === 0 && <Spinner />}
      {value === 'list' && members.items.length === 0 && !error && (
        <p class="kw-panel-text">{t('members.none')}</p>
      )}
      <ul class="kw-rows">
        {members.items.map((member) => (
          <MemberRow key={member.id} member={member} {...props} />
        ))}
      </ul>
      <MoreRow
        isThere={value === 'list' && hasMore(members)}
        text={t('members.more')}
        isBusy={pending === 'MORE'}
        onClick={() => send({ type: 'MORE' })}
      />
    </ListPanel>
  )
}

/** How long somebody is left to type. */
const pauseMilliseconds = 250

/** Asks as soon as somebody has paused, and once the answer before is there: that of an older text never comes last. */
function Search({ snapshot: { value, context, pending }, send, t }: Props): VNode {
  const { slot, id } = useUi()
  const [typed, setTyped] = useState(context.query)
  useEffect(() => {
    if (value !== 'list' || pending !== undefined || typed.trim() === context.query) return
    const timer = setTimeout(() => send({ type: 'SEARCH', query: typed.trim() }), pauseMilliseconds)
    return () => clearTimeout(timer)
  }, [typed, value, pending, context.query])
  return (
    <div class="kw-search">
      <label class="kw-sr-only" for={id('member-search')}>
        {t('members.search')}
      </label>
      <input
        class={slot('input')}
        id={id('member-search')}
        name="member_search"
        type="search"
        autocomplete="off"
        spellcheck={false}
        dir="auto"
        placeholder={t('members.search')}
        value={typed}
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
      />
    </div>
  )
}

function MemberRow(props: Props & { member: OrganizationMembership }) {
  const { member, snapshot, t, userId, may } = props
  const { value, context, pending } = snapshot
  const { public_user_data: user } = member
  const chosen: ChosenMember = { id: member.id, userId: user?.user_id ?? '', name: memberName(user) }
  const isBusy = pending === 'SET_ROLE' && context.chosen?.id === member.id
  const canManage = may('org:sys_memberships:manage') && value !== 'remove' && value !== 'roles'
  return (
    <PersonRow
      user={user}
      isBusy={isBusy}
      badge={chosen.userId === userId && <Badge tone="accent">{t('members.you')}</Badge>}
    >
      {canManage && context.roles.length > 0 ? (
        <MemberActions {...props} chosen={chosen} isBusy={isBusy} />
      ) : (
        <span class="kw-optional">{rolesText(member, context.roles)}</span>
      )}
    </PersonRow>
  )
}

/** Where there are no more than administrators and members, nobody needs two. */
const usualRoles = 2

function MemberActions({
  member,
  chosen,
  isBusy,
  snapshot: { context },
  send,
  t,
  userId,
}: Props & { member: OrganizationMembership; chosen: ChosenMember; isBusy: boolean }) {
  const { name } = chosen
  const hasSeveral = member.roles.length > 1
  return (
    <>
      {hasSeveral ? (
        <span class="kw-optional">{rolesText(member, context.roles)}</span>
      ) : (
        <Select
          name={`role-${member.id}`}
          label={t('members.role', { name })}
          options={rolesToGive(member, context.roles)}
          value={member.role}
          isBusy={isBusy}
          onChange={(role) => send({ type: 'SET_ROLE', role, ...chosen })}
        />
      )}
      {(hasSeveral || context.roles.length > usualRoles) && (
        <RowAction
          tone="muted"
          text={t('members.roles')}
          about={name}
          onClick={() => send({ type: 'EDIT_ROLES', ...chosen })}
        />
      )}
      {chosen.userId !== userId && (
        <RowAction
          tone="muted"
          text={t('profile.remove')}
          about={name}
          onClick={() => send({ type: 'REMOVE', ...chosen })}
        />
      )}
    </>
  )
}

function RemoveForm({ snapshot: { context, pending }, send, t }: Props) {
  return (
    <Form onSubmit={() => send({ type: 'CONFIRM' })}>
      <p class="kw-panel-text">
        {rich(t, 'members.remove.text', {
          name: <StrongAddress key="name">{context.chosen?.name ?? ''}</StrongAddress>,
        })}
      </p>
      <PanelActions
        tone="danger"
        submit={t('profile.remove')}
        isBusy={pending === 'CONFIRM'}
        onCancel={() => send({ type: 'CANCEL' })}
      />
    </Form>
  )
}
