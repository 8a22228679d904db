import { Field } from '../../primitives/field.tsx'
import { Form } from '../../primitives/form.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import { readFaults } from '../read-faults.ts'
import type { FormSection } from './name.section.tsx'
import { PanelActions, Section, SectionRow } from './section.tsx'

/** The end of the account. The words have to be typed. */
export const deleteSection: FormSection = ({ snapshot, send, t }) => {
  const { value, error, pending } = snapshot
  const faults = readFaults(error, t, ['confirmation'])
  const word = t('security.delete.word')
  return (
    <Section
      name="delete"
      state={value}
      title={t('security.delete')}
      alert={faults.alert}
      onRetry={faults.canRetry ? () => send({ type: 'RETRY' }) : undefined}
    >
      {value === 'closed' ? (
        <SectionRow
          action={
            <LinkButton tone="danger" onClick={() => send({ type: 'OPEN' })}>
              {t('security.delete.open')}
            </LinkButton>
          }
        >
          <span class="kw-optional">{t('security.delete.text')}</span>
        </SectionRow>
      ) : (
        <Form onSubmit={({ confirmation = '' }) => send({ type: 'SUBMIT', values: { confirmation, word } })}>
          <p class="kw-panel-text">{t('security.delete.text')}</p>
          <Field
            name="confirmation"
            label={t('security.delete.confirm', { word })}
            autoComplete="off"
            error={faults.at('confirmation')}
          />
          <PanelActions
            tone="danger"
            submit={t('security.delete')}
            isBusy={pending === 'SUBMIT'}
            onCancel={() => send({ type: 'CANCEL' })}
          />
        </Form>
      )}
    </Section>
  )
}
