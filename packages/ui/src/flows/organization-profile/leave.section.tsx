import { rich } from '../../localization/rich.ts'
import { StrongAddress } from '../shared/strong-address.tsx'
import { ValueSection } from '../user-profile/value-section.tsx'
import type { FormSection } from './name.section.tsx'

/** The end of a membership, by who has it. */
export const leaveSection: FormSection = ({ membership, ...view }) => {
  const { t } = view
  return (
    <ValueSection
      view={view}
      tone="danger"
      name="leave"
      title={t('organizationProfile.leave')}
      value={<span class="kw-optional">{t('organizationProfile.leave.text')}</span>}
      open={t('organizationProfile.leave.open')}
      submit={t('organizationProfile.leave.open')}
      form={() => (
        <p class="kw-panel-text">
          {rich(t, 'organizationProfile.leave.confirm', {
            name: <StrongAddress key="name">{membership.organization.name}</StrongAddress>,
          })}
        </p>
      )}
    />
  )
}
