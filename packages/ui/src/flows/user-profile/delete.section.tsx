import { Field } from '../../primitives/field.tsx'
import type { FormSection } from './name.section.tsx'
import { ValueSection } from './value-section.tsx'

/** The end of the account. The words have to be typed. */
export const deleteSection: FormSection = (view) => {
  const { t } = view
  const word = t('security.delete.word')
  return (
    <ValueSection
      view={view}
      tone="danger"
      name="delete"
      title={t('security.delete')}
      value={<span class="kw-optional">{t('security.delete.text')}</span>}
      open={t('security.delete.open')}
      fields={['confirmation']}
      submit={t('security.delete')}
      toValues={({ confirmation = '' }) => ({ confirmation, word })}
      form={(faults) => (
        <>
          <p class="kw-panel-text">{t('security.delete.text')}</p>
          <Field
            name="confirmation"
            label={t('security.delete.confirm', { word })}
            autoComplete="off"
            error={faults.at('confirmation')}
          />
        </>
      )}
    />
  )
}
