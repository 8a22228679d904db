/** What an app adds to the menu and to the profile of a user, as the components are told of it. */

/** How a component is told to let the app draw into an element. */
export interface Place {
  mount: (element: HTMLElement) => void
  unmount: (element: HTMLElement) => void
}

/** Where something of this name is drawn; absent where the app draws nothing. */
type FindPlace = (name: string) => Place | undefined

interface Part {
  label: string
}

export interface CustomPage extends Part {
  /** The part of the address; absent where `account` or `security` say where those stand. */
  url?: string | undefined
}

export interface CustomAction extends Part {
  onClick?: (() => void) | undefined
  /** The `url` of the page at which the profile opens. */
  open?: string | undefined
}

export function toPage({ label, url }: CustomPage, placeFor: FindPlace): object {
  if (url === undefined) return { label }
  return { label, url, ...placeFor(`page ${url}`), ...iconOf(label, placeFor) }
}

export const toLink = ({ label, href }: Part & { href: string }, placeFor: FindPlace): object => ({
  ...{ label, href },
  ...iconOf(label, placeFor),
})

export const toAction = ({ label, onClick, open }: CustomAction, placeFor: FindPlace): object => ({
  label,
  ...iconOf(label, placeFor),
  ...(onClick && { onClick }),
  ...(open !== undefined && { open: open.replace(/^\/+/, '') }),
})

function iconOf(label: string, placeFor: FindPlace): object {
  const place = placeFor(`icon ${label}`)
  return place ? { mountIcon: place.mount, unmountIcon: place.unmount } : {}
}

/** Functions that stay the same, and call the newest one of their name. */
export function createSteadyClicks(): (name: string, click: () => void) => () => void {
  const latest = new Map<string, () => void>()
  const steady = new Map<string, () => void>()
  return (name, click) => {
    latest.set(name, click)
    const known = steady.get(name) ?? (() => latest.get(name)?.())
    steady.set(name, known)
    return known
  }
}
