import { createSteadyClicks } from '@keywright/js/binding'
import { type ReactNode, useState } from 'react'
import {
  MenuAction,
  MenuItems,
  MenuLink,
  readItems,
  readPages,
  UserProfileLink,
  UserProfilePage,
} from './custom-parts.tsx'
import { Host, type HostProps } from './host.tsx'
import { usePlaces } from './places.tsx'

export function SignIn(props: HostProps) {
  return <Host {...props} kind="sign-in" />
}

export function SignUp(props: HostProps) {
  return <Host {...props} kind="sign-up" />
}

export function UserAvatar(props: HostProps) {
  return <Host {...props} kind="user-avatar" />
}

export function CreateOrganization(props: HostProps) {
  return <Host {...props} kind="create-organization" />
}

export function OrganizationList(props: HostProps) {
  return <Host {...props} kind="organization-list" />
}

/** The step of a session that waits for an organization. */
export function TaskChooseOrganization(props: HostProps) {
  return <Host {...props} kind="task-choose-organization" />
}

interface CustomizedProps extends HostProps {
  /** Pages, links and menu items of the app. */
  children?: ReactNode
}

function Customized({
  kind,
  children,
  ...props
}: CustomizedProps & { kind: 'user-profile' | 'organization-profile' }) {
  const { place, portals } = usePlaces()
  const customPages = readPages(children, place)
  return (
    <>
      <Host {...(customPages.length > 0 && { customPages })} {...props} kind={kind} />
      {portals()}
    </>
  )
}

function CustomizedProfile(props: CustomizedProps) {
  return <Customized {...props} kind="user-profile" />
}

function CustomizedOrganization(props: CustomizedProps) {
  return <Customized {...props} kind="organization-profile" />
}

function CustomizedButton({ children, userProfileProps, ...props }: CustomizedProps) {
  const { place, portals } = usePlaces()
  const [click] = useState(createSteadyClicks)
  const customMenuItems = readItems(children, place, click)
  const customPages = readPages(children, place)
  const profile = {
    ...(customPages.length > 0 && { customPages }),
    ...(userProfileProps as object | undefined),
  }
  return (
    <>
      <Host
        {...(customMenuItems.length > 0 && { customMenuItems })}
        {...(Object.keys(profile).length > 0 && { userProfileProps: profile })}
        {...props}
        kind="user-button"
      />
      {portals()}
    </>
  )
}

function CustomizedSwitcher({ children, organizationProfileProps, ...props }: CustomizedProps) {
  const { place, portals } = usePlaces()
  const customPages = readPages(children, place)
  const profile = {
    ...(customPages.length > 0 && { customPages }),
    ...(organizationProfileProps as object | undefined),
  }
  return (
    <>
      <Host
        {...(Object.keys(profile).length > 0 && { organizationProfileProps: profile })}
        {...props}
        kind="organization-switcher"
      />
      {portals()}
    </>
  )
}

/** The organization that is worked in, with pages and links of the app’s own among its children. */
export const OrganizationProfile = /* @__PURE__ */ Object.assign(CustomizedOrganization, {
  Page: UserProfilePage,
  Link: UserProfileLink,
})

/** The menu of somebody’s organizations, with profile pages of the app’s own among its children. */
export const OrganizationSwitcher = /* @__PURE__ */ Object.assign(CustomizedSwitcher, {
  OrganizationProfilePage: UserProfilePage,
  OrganizationProfileLink: UserProfileLink,
})

/** The picture of who is signed in, and the menu behind it, with items and profile pages of the app’s own among its children. */
export const UserButton = /* @__PURE__ */ Object.assign(CustomizedButton, {
  MenuItems,
  Action: MenuAction,
  Link: MenuLink,
  UserProfilePage,
  UserProfileLink,
})

/** The account of who is signed in, with pages and links of the app’s own among its children. */
export const UserProfile = /* @__PURE__ */ Object.assign(CustomizedProfile, {
  Page: UserProfilePage,
  Link: UserProfileLink,
})
