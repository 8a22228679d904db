import { hasMore, type RequestsContext, type RequestsEvent, type RequestsState } from '@keywright/js/flows'
import { RowAction } from '../../primitives/row-action.tsx'
import { Spinner } from '../../primitives/spinner.tsx'
import { readFaults } from '../read-faults.ts'
import { dayOf, ListPanel, MoreRow } from './list-panel.tsx'
import { memberName } from './member-name.ts'
import type { OrganizationSection } from './organization-facts.ts'
import { PersonRow } from './person-row.tsx'

/** Who asks to join. */
export const requestsPanel: OrganizationSection<RequestsState, RequestsContext, RequestsEvent> = ({
  snapshot: { value, context, error, pending },
  send,
  t,
}) => {
  const { requests, notice } = context
  return (
    <ListPanel
      state="list"
      faults={readFaults(error, t)}
      onRetry={() => send({ type: 'RETRY' })}
      notice={notice ? t(`members.requests.${notice}`) : undefined}
    >
      {pending === 'ENTER' && <Spinner />}
      {value === 'list' && requests.items.length === 0 && (
        <p class="kw-panel-text">{t('members.requests.none')}</p>
      )}
      <ul class="kw-rows">
        {requests.items.map(({ id, public_user_data: user, created_at: at }) => (
          <PersonRow
            key={id}
            user={user}
            detail={`${user.identifier} · ${t('members.requests.since', { date: dayOf(at, t.locale) })}`}
            isBusy={pending !== undefined && context.id === id}
          >
            <RowAction
              text={t('members.requests.accept')}
              about={memberName(user)}
              onClick={() => send({ type: 'ACCEPT', id })}
            />
            <RowAction
              tone="muted"
              text={t('members.requests.reject')}
              about={memberName(user)}
              onClick={() => send({ type: 'REJECT', id })}
            />
          </PersonRow>
        ))}
      </ul>
      <MoreRow
        isThere={hasMore(requests)}
        text={t('members.more')}
        isBusy={pending === 'MORE'}
        onClick={() => send({ type: 'MORE' })}
      />
    </ListPanel>
  )
}
