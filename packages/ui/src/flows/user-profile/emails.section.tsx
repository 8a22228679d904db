import type { EmailAddress, EmailsContext, EmailsEvent, EmailsState } from '@keywright/js/flows'
import type { Translate } from '../../localization/translate.ts'
import { Badge } from '../../primitives/badge.tsx'
import { RowAction } from '../../primitives/row-action.tsx'
import { Spinner } from '../../primitives/spinner.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import { readFaults } from '../read-faults.ts'
import type { SectionView } from './profile.view.ts'
import { Section } from './section.tsx'

/** The addresses of the user, the primary one first. */
export const emailsSection: SectionView<EmailsState, EmailsContext, EmailsEvent> = (props) => {
  const { snapshot, send, t, user, emailPanel } = props
  const { value, context, error, pending } = snapshot
  const faults = readFaults(error, t, value === 'add' ? ['email_address'] : ['code'])
  const isPrimary = ({ id }: EmailAddress) => id === user.primary_email_address_id
  const addresses = user.email_addresses.toSorted((a, b) => Number(isPrimary(b)) - Number(isPrimary(a)))
  return (
    <Section
      name="emails"
      // A form whose code comes late is a new place for the focus.
      state={emailPanel ? value : 'list'}
      title={t('profile.emails')}
      {...{ faults, send }}
      notice={noticeOf(context.notice, t)}
    >
      <ul class="kw-rows">
        {addresses.map((address) => (
          <AddressRow
            key={address.id}
            {...{ address, send, t }}
            isPrimary={isPrimary(address)}
            isOnly={addresses.length === 1}
            hasActions={value === 'list'}
            isBusy={pending !== undefined && context.id === address.id}
          />
        ))}
      </ul>
      {value === 'list' ? (
        <div class="kw-section-add">
          <LinkButton onClick={() => send({ type: 'ADD' })}>{t('profile.emails.add')}</LinkButton>
        </div>
      ) : (
        (emailPanel?.(props, faults) ?? <Spinner />)
      )}
    </Section>
  )
}

function noticeOf(notice: EmailsContext['notice'], t: Translate): string | undefined {
  if (notice === 'verified' || notice === 'removed') return t(`profile.emails.${notice}`)
  return notice === 'code_sent' ? t('code.sent') : undefined
}

interface AddressRowProps {
  address: EmailAddress
  isPrimary: boolean
  isOnly: boolean
  /** Not while something else is under way in this section. */
  hasActions: boolean
  isBusy: boolean
  send: (event: EmailsEvent) => void
  t: Translate
}

function AddressRow({ address: wire, isPrimary, isOnly, hasActions, isBusy, send, t }: AddressRowProps) {
  const { id, email_address: address, verification } = wire
  const isVerified = verification?.status === 'verified'
  return (
    <li class="kw-section-row" aria-busy={isBusy}>
      <div class="kw-section-value">
        <bdi>{address}</bdi>
        {isPrimary && <Badge>{t('profile.emails.primary')}</Badge>}
        {!isVerified && <Badge tone="warning">{t('profile.emails.unverified')}</Badge>}
      </div>
      {hasActions && (
        <div class="kw-section-actions">
          {!isVerified && (
            <RowAction
              text={t('profile.emails.verify')}
              about={address}
              onClick={() => send({ type: 'VERIFY', id, address })}
            />
          )}
          {isVerified && !isPrimary && (
            <RowAction
              text={t('profile.emails.makePrimary')}
              about={address}
              onClick={() => send({ type: 'SET_PRIMARY', id })}
            />
          )}
          {!isOnly && (
            <RowAction
              tone="muted"
              text={t('profile.remove')}
              about={address}
              onClick={() => send({ type: 'REMOVE', id, address })}
            />
          )}
        </div>
      )}
    </li>
  )
}
