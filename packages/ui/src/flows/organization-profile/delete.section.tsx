import { Field } from '../../primitives/field.tsx'
import { ValueSection } from '../user-profile/value-section.tsx'
import type { FormSection } from './name.section.tsx'

/** The end of the organization. Its name has to be typed. */
export const deleteSection: FormSection = ({ membership, ...view }) => {
  const { t } = view
  const { name: word } = membership.organization
  return (
    <ValueSection
      view={view}
      tone="danger"
      name="delete"
      title={t('organizationProfile.delete')}
      value={<span class="kw-optional">{t('organizationProfile.delete.text')}</span>}
      open={t('organizationProfile.delete.open')}
      fields={['confirmation']}
      submit={t('organizationProfile.delete')}
      toValues={({ confirmation = '' }) => ({ confirmation, word })}
      form={(faults) => (
        <>
          <p class="kw-panel-text">{t('organizationProfile.delete.text')}</p>
          <Field
            name="confirmation"
            label={t('organizationProfile.delete.confirm', { name: word })}
            autoComplete="off"
            error={faults.at('confirmation')}
          />
        </>
      )}
    />
  )
}
