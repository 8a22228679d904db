import type { PublicOrganization } from '@keywright/js/flows'
import { Avatar } from '../../primitives/avatar.tsx'

/** The logo of an organization, or the first letters of its name. */
export function OrganizationAvatar({ organization }: { organization: PublicOrganization }) {
  const { name, has_image: hasImage, image_url: url } = organization
  return <Avatar name={name} imageUrl={hasImage ? url : null} shape="square" />
}
