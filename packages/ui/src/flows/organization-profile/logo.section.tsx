import type { PictureContext, PictureEvent, PictureState } from '@keywright/js/flows'
import { PicturePanel } from '../shared/picture-panel.tsx'
import type { OrganizationSection } from './organization-facts.ts'

export const logoSection: OrganizationSection<PictureState, PictureContext, PictureEvent> = (props) => {
  const { t, membership, may } = props
  const { name, has_image: hasImage, image_url: imageUrl } = membership.organization
  return (
    <PicturePanel
      {...props}
      texts={{
        title: t('organizationProfile.logo'),
        choose: t('organization.logo.choose'),
        change: t('organizationProfile.logo.change'),
        other: t('organization.logo.other'),
        preview: t('organization.logo.preview'),
      }}
      name={name}
      imageUrl={hasImage ? imageUrl : null}
      shape="square"
      canChange={may('org:sys_profile:manage')}
    />
  )
}
