import type { SectionContext, SectionEvent, SectionState } from '@keywright/js/flows'
import { NameAndSlug } from '../shared/name-and-slug.tsx'
import { ValueSection } from '../user-profile/value-section.tsx'
import type { OrganizationSection } from './organization-facts.ts'

export type FormSection = OrganizationSection<SectionState, SectionContext, SectionEvent>

/** What the organization is called. */
export const nameSection: FormSection = ({ membership, environment, may, ...view }) => {
  const { t } = view
  const { name, slug } = membership.organization
  const hasSlug = !environment.organization_settings.slug.disabled
  return (
    <ValueSection
      view={view}
      name="name"
      title={t('organizationProfile.profile')}
      value={
        <>
          <bdi>{name}</bdi>
          {hasSlug && slug && (
            <bdi class="kw-choice-detail" dir="ltr">
              {slug}
            </bdi>
          )}
        </>
      }
      open={may('org:sys_profile:manage') && t('organizationProfile.profile.edit')}
      fields={['name', 'slug']}
      saved={t('profile.saved')}
      form={(faults) => <NameAndSlug {...{ name, slug, hasSlug, faults }} />}
    />
  )
}
