import type { OrganizationUser } from '@keywright/js/flows'
import type { ComponentChildren } from 'preact'
import { Avatar } from '../../primitives/avatar.tsx'
import { memberName } from './member-name.ts'

/** Somebody in a list, with what is said and done about them at the end of the line. */
export function PersonRow(props: {
  user: OrganizationUser | undefined
  /** Below their name; absent: what they sign in with. */
  detail?: string
  badge?: ComponentChildren
  isBusy: boolean
  children: ComponentChildren
}) {
  const { user, badge, isBusy, children } = props
  const name = memberName(user)
  const detail = props.detail ?? (name === user?.identifier ? undefined : user?.identifier)
  return (
    <li class="kw-section-row" aria-busy={isBusy}>
      <Avatar name={name} imageUrl={user?.has_image ? user.image_url : null} />
      <div class="kw-choice-text">
        <span class="kw-device">
          <bdi>{name}</bdi>
          {badge}
        </span>
        {detail && <bdi class="kw-choice-detail">{detail}</bdi>}
      </div>
      <div class="kw-section-actions">{children}</div>
    </li>
  )
}
