import type { MountedKind, ComponentProps as UiProps } from '@keywright/js'
import { createSteadyClicks } from '@keywright/js/binding'
import { type ComponentObjectPropsOptions, defineComponent, h, type SlotsType } from 'vue'
import {
  signInProps,
  signUpProps,
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

const CustomizedProfile = /* @__PURE__ */ defineComponent({
  ...{ name: 'UserProfile', props: userProfileProps, inheritAttrs: false, slots: {} as Slots },
  setup(props, { slots, attrs }) {
    const { place, teleports } = usePlaces()
    return () => {
      const customPages = readPages(slots.default?.({}), place)
      const given = { ...(customPages.length > 0 && { customPages }), ...saidIn(props) }
      return [
        h(Host, { ...attrs, kind: 'user-profile', rendered: props.rendered, given }, hostSlots(slots)),
        teleports(),
      ]
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
