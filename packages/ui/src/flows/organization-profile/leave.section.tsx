import { rich } from '../../localization/rich.ts'
import { Form } from '../../primitives/form.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import { readFaults } from '../read-faults.ts'
import { StrongAddress } from '../shared/strong-address.tsx'
import { PanelActions, Section, SectionRow } from '../user-profile/section.tsx'
import type { FormSection } from './name.section.tsx'

/** The end of a membership, by who has it. */
export const leaveSection: FormSection = ({ snapshot, send, t, membership }) => {
  const { value, error, pending } = snapshot
  const faults = readFaults(error, t)
  return (
    <Section
      name="leave"
      state={value}
      title={t('organizationProfile.leave')}
      alert={faults.alert}
      onRetry={faults.canRetry ? () => send({ type: 'RETRY' }) : undefined}
    >
      {value === 'closed' ? (
        <SectionRow
          action={
            <LinkButton tone="danger" onClick={() => send({ type: 'OPEN' })}>
              {t('organizationProfile.leave.open')}
            </LinkButton>
          }
        >
          <span class="kw-optional">{t('organizationProfile.leave.text')}</span>
        </SectionRow>
      ) : (
        <Form onSubmit={(values) => send({ type: 'SUBMIT', values })}>
          <p class="kw-panel-text">
            {rich(t, 'organizationProfile.leave.confirm', {
              name: <StrongAddress key="name">{membership.organization.name}</StrongAddress>,
            })}
          </p>
          <PanelActions
            tone="danger"
            submit={t('organizationProfile.leave.open')}
            isBusy={pending === 'SUBMIT'}
            onCancel={() => send({ type: 'CANCEL' })}
          />
        </Form>
      )}
    </Section>
  )
}
