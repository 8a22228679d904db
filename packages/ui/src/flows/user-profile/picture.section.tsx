import type { PictureContext, PictureEvent, PictureState } from '@keywright/js/flows'
import { PicturePanel } from '../shared/picture-panel.tsx'
import type { SectionView } from './profile.view.ts'

/** The picture of the user. */
export const pictureSection: SectionView<PictureState, PictureContext, PictureEvent> = (props) => {
  const { t, user } = props
  const name = [user.first_name, user.last_name].filter(Boolean).join(' ') || (user.username ?? '')
  return (
    <PicturePanel
      {...props}
      texts={{
        title: t('profile.picture'),
        choose: t('profile.picture.choose'),
        change: t('profile.picture.change'),
        other: t('profile.picture.other'),
        preview: t('profile.picture.preview'),
      }}
      name={name || (user.email_addresses[0]?.email_address ?? '')}
      imageUrl={user.has_image ? user.image_url : null}
    />
  )
}
