import type { MountedKind, ComponentProps as UiProps } from '@keywright/js'
import { createSteadyClicks } from '@keywright/js/binding'
import { type ComponentObjectPropsOptions, defineComponent, h, type SlotsType } from 'vue'
import {
  createOrganizationProps,
  organizationListProps,
  organizationProfileProps,
  organizationSwitcherProps,
  signInProps,
  signUpProps,
  taskChooseOrganizationProps,
  userAvatarProps,
  userButtonProps,
  userProfileProps,
} from './component-props.ts'
import {
  MenuAction,
  MenuItems,
  MenuLink,
  readItems,
  readPages,
  UserProfileLink,
  UserProfilePage,
} from './custom-parts.ts'
import { Host, type RenderedComponent } from './host.ts'
import { usePlaces } from './places.ts'

/** `default`: pages, links and menu items of the app. `fallback`: shown until the client is loaded. */
type Slots = SlotsType<{ default?: unknown; fallback?: unknown }>

interface Hosted {
  rendered?: RenderedComponent | undefined
}

/** What was said, apart from what is for the host alone. */
function saidIn(props: object): UiProps {
  return Object.fromEntries(
    Object.entries(props).filter(([name, value]) => name !== 'rendered' && value !== undefined),
  )
}

function hosted<Props extends ComponentObjectPropsOptions>(name: string, kind: MountedKind, props: Props) {
  return defineComponent({
    ...{ name, props, inheritAttrs: false, slots: {} as Slots },
    setup(given, { slots, attrs }) {
      return () => {
        const { rendered } = given as Hosted
        return h(Host, { ...attrs, kind, rendered, given: saidIn(given) }, slots)
      }
    },
  })
}

export const SignIn = /* @__PURE__ */ hosted('SignIn', 'sign-in', signInProps)
export const SignUp = /* @__PURE__ */ hosted('SignUp', 'sign-up', signUpProps)
export const UserAvatar = /* @__PURE__ */ hosted('UserAvatar', 'user-avatar', userAvatarProps)
export const CreateOrganization = /* @__PURE__ */ hosted(
  'CreateOrganization',
  'create-organization',
  createOrganizationProps,
)
export const OrganizationList = /* @__PURE__ */ hosted(
  'OrganizationList',
  'organization-list',
  organizationListProps,
)
/** The step of a session that waits for an organization. */
export const TaskChooseOrganization = /* @__PURE__ */ hosted(
  'TaskChooseOrganization',
  'task-choose-organization',
  taskChooseOrganizationProps,
)

/** A profile with pages of the app’s own in its slot. */
function customized<Props extends typeof userProfileProps | typeof organizationProfileProps>(
  name: string,
  kind: 'user-profile' | 'organization-profile',
  props: Props,
) {
  return defineComponent({
    ...{ name, props, inheritAttrs: false, slots: {} as Slots },
    setup(given, { slots, attrs }) {
      const { place, teleports } = usePlaces()
      return () => {
        const customPages = readPages(slots.default?.({}), place)
        const { rendered } = given as Hosted
        const all = { ...(customPages.length > 0 && { customPages }), ...saidIn(given) }
        return [h(Host, { ...attrs, kind, rendered, given: all }, hostSlots(slots)), teleports()]
      }
    },
  })
}

const CustomizedProfile = /* @__PURE__ */ customized('UserProfile', 'user-profile', userProfileProps)
const CustomizedOrganization = /* @__PURE__ */ customized(
  'OrganizationProfile',
  'organization-profile',
  organizationProfileProps,
)

const CustomizedSwitcher = /* @__PURE__ */ defineComponent({
  ...{ name: 'OrganizationSwitcher', props: organizationSwitcherProps, inheritAttrs: false },
  slots: {} as Slots,
  setup(props, { slots, attrs }) {
    const { place, teleports } = usePlaces()
    return () => {
      const customPages = readPages(slots.default?.({}), place)
      const profile = { ...(customPages.length > 0 && { customPages }), ...props.organizationProfileProps }
      const given = {
        ...saidIn(props),
        ...(Object.keys(profile).length > 0 && { organizationProfileProps: profile }),
      }
      const { rendered } = props
      const kind = 'organization-switcher'
      return [h(Host, { ...attrs, kind, rendered, given }, hostSlots(slots)), teleports()]
    }
  },
})

const CustomizedButton = /* @__PURE__ */ defineComponent({
  ...{ name: 'UserButton', props: userButtonProps, inheritAttrs: false, slots: {} as Slots },
  setup(props, { slots, attrs }) {
    const { place, teleports } = usePlaces()
    const click = createSteadyClicks()
    return () => {
      const content = slots.default?.({})
      const customMenuItems = readItems(content, place, click)
      const customPages = readPages(content, place)
      const profile = { ...(customPages.length > 0 && { customPages }), ...props.userProfileProps }
      const given = {
        ...(customMenuItems.length > 0 && { customMenuItems }),
        ...saidIn(props),
        ...(Object.keys(profile).length > 0 && { userProfileProps: profile }),
      }
      return [
        h(Host, { ...attrs, kind: 'user-button', rendered: props.rendered, given }, hostSlots(slots)),
        teleports(),
      ]
    }
  },
})

const hostSlots = ({ fallback }: { fallback?: unknown }): { fallback?: unknown } =>
  fallback ? { fallback } : {}

interface MenuParts {
  MenuItems: typeof MenuItems
  Action: typeof MenuAction
  Link: typeof MenuLink
  UserProfilePage: typeof UserProfilePage
  UserProfileLink: typeof UserProfileLink
}

/** The picture of who is signed in, and the menu behind it, with items and profile pages of the app’s own in its slot. */
export const UserButton: typeof CustomizedButton & MenuParts = /* @__PURE__ */ Object.assign(
  CustomizedButton,
  { MenuItems, Action: MenuAction, Link: MenuLink, UserProfilePage, UserProfileLink },
)

interface ProfileParts {
  Page: typeof UserProfilePage
  Link: typeof UserProfileLink
}

/** The account of who is signed in, with pages and links of the app’s own in its slot. */
export const UserProfile: typeof CustomizedProfile & ProfileParts = /* @__PURE__ */ Object.assign(
  CustomizedProfile,
  { Page: UserProfilePage, Link: UserProfileLink },
)

/** The organization that is worked in, with pages and links of the app’s own in its slot. */
export const OrganizationProfile: typeof CustomizedOrganization & ProfileParts =
  /* @__PURE__ */ Object.assign(CustomizedOrganization, { Page: UserProfilePage, Link: UserProfileLink })

interface SwitcherParts {
  OrganizationProfilePage: typeof UserProfilePage
  OrganizationProfileLink: typeof UserProfileLink
}

/** The menu of somebody’s organizations, with profile pages of the app’s own in its slot. */
export const OrganizationSwitcher: typeof CustomizedSwitcher & SwitcherParts = /* @__PURE__ */ Object.assign(
  CustomizedSwitcher,
  { OrganizationProfilePage: UserProfilePage, OrganizationProfileLink: UserProfileLink },
)
