/** What an app writes inside of `<UserButton>` and `<UserProfile>`, and how the components are told of it. */
import { Children, Fragment, isValidElement, type ReactElement, type ReactNode } from 'react'
import type { Place } from './places.tsx'

interface PartProps {
  label: string
  labelIcon?: ReactNode
}

export interface UserProfilePageProps extends PartProps {
  /** The part of the address; absent where `account` or `security` say where those stand. */
  url?: string
  children?: ReactNode
}

export interface UserProfileLinkProps extends PartProps {
  url: string
}

export interface MenuActionProps extends PartProps {
  onClick?: () => void
  /** The `url` of the page at which the profile opens. */
  open?: string
}

export interface MenuLinkProps extends PartProps {
  href: string
}

/** These say what there is; where it is drawn is for the component around them. */
export const UserProfilePage = (_: UserProfilePageProps): ReactNode => null
export const UserProfileLink = (_: UserProfileLinkProps): ReactNode => null
export const MenuItems = (_: { children?: ReactNode }): ReactNode => null
export const MenuAction = (_: MenuActionProps): ReactNode => null
export const MenuLink = (_: MenuLinkProps): ReactNode => null

type PlaceFor = (name: string, content: ReactNode) => Place

const isOf = <Props,>(
  element: ReactElement,
  type: (props: Props) => ReactNode,
): element is ReactElement<Props> => element.type === type

/** The elements among children, through lists and fragments. */
function elementsIn(children: ReactNode): ReactElement[] {
  return Children.toArray(children).flatMap((child) => {
    if (!isValidElement<{ children?: ReactNode }>(child)) return []
    return child.type === Fragment ? elementsIn(child.props.children) : [child]
  })
}

/** The pages and links of a profile that stand among children. */
export function readPages(children: ReactNode, placeFor: PlaceFor): object[] {
  return elementsIn(children).flatMap((element) => {
    if (isOf(element, UserProfilePage)) return [toPage(element.props, placeFor)]
    if (!isOf(element, UserProfileLink)) return []
    const { label, labelIcon, url } = element.props
    return [{ label, href: url, ...iconOf(label, labelIcon, placeFor) }]
  })
}

function toPage({ label, labelIcon, url, children }: UserProfilePageProps, placeFor: PlaceFor): object {
  if (url === undefined) return { label }
  const { mount, unmount } = placeFor(`page ${url}`, children)
  return { label, url, mount, unmount, ...iconOf(label, labelIcon, placeFor) }
}

/** The items of a menu that stand among children. `click` gives the same function for the same item. */
export function readItems(
  children: ReactNode,
  placeFor: PlaceFor,
  click: (label: string, onClick: () => void) => () => void,
): object[] {
  const groups = elementsIn(children).filter((element) => isOf(element, MenuItems))
  return groups.flatMap(({ props }) =>
    elementsIn(props.children).flatMap((element): object[] => {
      if (isOf(element, MenuLink)) {
        const { label, labelIcon, href } = element.props
        return [{ label, href, ...iconOf(label, labelIcon, placeFor) }]
      }
      if (!isOf(element, MenuAction)) return []
      const { label, labelIcon, onClick, open } = element.props
      return [
        {
          label,
          ...iconOf(label, labelIcon, placeFor),
          ...(onClick && { onClick: click(label, onClick) }),
          ...(open !== undefined && { open: open.replace(/^\/+/, '') }),
        },
      ]
    }),
  )
}

function iconOf(label: string, icon: ReactNode, placeFor: PlaceFor): object {
  if (icon === undefined || icon === null) return {}
  const { mount, unmount } = placeFor(`icon ${label}`, icon)
  return { mountIcon: mount, unmountIcon: unmount }
}
