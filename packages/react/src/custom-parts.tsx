/** What an app writes inside of `<UserButton>` and `<UserProfile>`, and how the components are told of it. */
import { type Place, toAction, toLink, toPage } from '@keywright/js/binding'
import { Children, Fragment, isValidElement, type ReactElement, type ReactNode } from 'react'

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
    if (isOf(element, UserProfilePage)) return [toPage(element.props, placesOf(element.props, placeFor))]
    if (!isOf(element, UserProfileLink)) return []
    const { label, url } = element.props
    return [toLink({ label, href: url }, placesOf(element.props, placeFor))]
  })
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
      if (isOf(element, MenuLink)) return [toLink(element.props, placesOf(element.props, placeFor))]
      if (!isOf(element, MenuAction)) return []
      const { label, onClick, open } = element.props
      const steady = onClick && click(label, onClick)
      return [toAction({ label, onClick: steady, open }, placesOf(element.props, placeFor))]
    }),
  )
}

/** Where React draws what stands inside of a part, and its icon. */
function placesOf({ labelIcon, children }: PartProps & { children?: ReactNode }, placeFor: PlaceFor) {
  return (name: string): Place | undefined => {
    const isIcon = name.startsWith('icon ')
    if (isIcon && (labelIcon === undefined || labelIcon === null)) return undefined
    return placeFor(name, isIcon ? labelIcon : children)
  }
}
