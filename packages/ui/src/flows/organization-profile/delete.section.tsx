import { Field } from '../../primitives/field.tsx'
import { Form } from '../../primitives/form.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import { readFaults } from '../read-faults.ts'
import { PanelActions, Section, SectionRow } from '../user-profile/section.tsx'
import type { FormSection } from './name.section.tsx'

/** The end of the organization. Its name has to be typed. */
export const deleteSection: FormSection = ({ snapshot, send, t, membership }) => {
  const { value, error, pending } = snapshot
  const { name } = membership.organization
  const faults = readFaults(error, t, ['confirmation'])
  return (
    <Section
      name="delete"
      state={value}
      title={t('organizationProfile.delete')}
      alert={faults.alert}
      onRetry={faults.canRetry ? () => send({ type: 'RETRY' }) : undefined}
    >
      {value === 'closed' ? (
        <SectionRow
          action={
            <LinkButton tone="danger" onClick={() => send({ type: 'OPEN' })}>
              {t('organizationProfile.delete.open')}
            </LinkButton>
          }
        >
          <span class="kw-optional">{t('organizationProfile.delete.text')}</span>
        </SectionRow>
      ) : (
        <Form
          onSubmit={({ confirmation = '' }) => send({ type: 'SUBMIT', values: { confirmation, word: name } })}
        >
          <p class="kw-panel-text">{t('organizationProfile.delete.text')}</p>
          <Field
            name="confirmation"
            label={t('organizationProfile.delete.confirm', { name })}
            autoComplete="off"
            error={faults.at('confirmation')}
          />
          <PanelActions
            tone="danger"
            submit={t('organizationProfile.delete')}
            isBusy={pending === 'SUBMIT'}
            onCancel={() => send({ type: 'CANCEL' })}
          />
        </Form>
      )}
    </Section>
  )
}
