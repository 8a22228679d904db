/** What an app writes inside of `<UserButton>` and `<UserProfile>`, and how the components are told of it. */
import { type Place, toAction, toLink, toPage } from '@keywright/js/binding'
import { defineComponent, Fragment, isVNode, type SlotsType, type VNode } from 'vue'
import type { Draw } from './places.ts'

type IconSlots = SlotsType<{ labelIcon?: unknown }>
type PageSlots = SlotsType<{ labelIcon?: unknown; default?: unknown }>

export interface UserProfilePageProps {
  label: string
  /** The part of the address; absent where `account` or `security` say where those stand. */
  url?: string | undefined
}

export interface UserProfileLinkProps {
  label: string
  url: string
}

export interface MenuActionProps {
  label: string
  /** The `url` of the page at which the profile opens. */
  open?: string | undefined
  onClick?: (() => void) | undefined
}

export interface MenuLinkProps {
  label: string
  href: string
}

const nothing = () => () => undefined

/** These say what there is; where it is drawn is for the component around them. */
export const UserProfilePage = /* @__PURE__ */ defineComponent((_: UserProfilePageProps) => nothing(), {
  name: 'UserProfilePage',
  slots: {} as PageSlots,
})
export const UserProfileLink = /* @__PURE__ */ defineComponent((_: UserProfileLinkProps) => nothing(), {
  name: 'UserProfileLink',
  slots: {} as IconSlots,
})
export const MenuItems = /* @__PURE__ */ defineComponent((_: object) => nothing(), {
  name: 'MenuItems',
  slots: {} as SlotsType<{ default?: unknown }>,
})
export const MenuAction = /* @__PURE__ */ defineComponent((_: MenuActionProps) => nothing(), {
  name: 'MenuAction',
  slots: {} as IconSlots,
})
export const MenuLink = /* @__PURE__ */ defineComponent((_: MenuLinkProps) => nothing(), {
  name: 'MenuLink',
  slots: {} as IconSlots,
})

type PlaceFor = (name: string, draw: Draw) => Place
type Slot = (() => unknown) | undefined

/** What stands in a slot, through lists and fragments. */
function nodesIn(content: unknown): VNode[] {
  return [content].flat(Number.POSITIVE_INFINITY).flatMap((node) => {
    if (!isVNode(node)) return []
    return node.type === Fragment ? nodesIn(node.children) : [node]
  })
}

const slotOf = ({ children }: VNode, name: string): Slot =>
  typeof children === 'object' && children !== null && !Array.isArray(children)
    ? (children as Record<string, Slot>)[name]
    : undefined

const propsOf = <Props>(node: VNode) => (node.props ?? {}) as Props

/** Where Vue draws what stands inside of a part, and its icon. */
function placesOf(node: VNode, placeFor: PlaceFor) {
  return (name: string): Place | undefined => {
    const isIcon = name.startsWith('icon ')
    const slot = slotOf(node, isIcon ? 'labelIcon' : 'default')
    if (isIcon && !slot) return undefined
    return placeFor(name, () => slot?.())
  }
}

/** The pages and links of a profile that stand in a slot. */
export function readPages(content: unknown, placeFor: PlaceFor): object[] {
  return nodesIn(content).flatMap((node) => {
    if (node.type === UserProfilePage)
      return [toPage(propsOf<UserProfilePageProps>(node), placesOf(node, placeFor))]
    if (node.type !== UserProfileLink) return []
    const { label, url } = propsOf<UserProfileLinkProps>(node)
    return [toLink({ label, href: url }, placesOf(node, placeFor))]
  })
}

/** The items of a menu that stand in a slot. `click` gives the same function for the same item. */
export function readItems(
  content: unknown,
  placeFor: PlaceFor,
  click: (label: string, onClick: () => void) => () => void,
): object[] {
  const groups = nodesIn(content).filter(({ type }) => type === MenuItems)
  return groups.flatMap((group) =>
    nodesIn(slotOf(group, 'default')?.()).flatMap((node): object[] => {
      if (node.type === MenuLink) return [toLink(propsOf<MenuLinkProps>(node), placesOf(node, placeFor))]
      if (node.type !== MenuAction) return []
      const { label, onClick, open } = propsOf<MenuActionProps>(node)
      const steady = onClick && click(label, onClick)
      return [toAction({ label, onClick: steady, open }, placesOf(node, placeFor))]
    }),
  )
}
