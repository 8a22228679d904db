/** @jsxImportSource #paint */
/** The items of the host, and the order they and the menu’s own stand in; loaded where there are any. */
import { arrange } from '../shared/host-drawn.ts'
import { MenuItem } from './menu-item.tsx'
import type { CustomMenuItem, UserButtonProps } from './user-button.props.ts'
import type { ArrangedItems, OwnItems } from './user-button.view.tsx'

const isOfHost = ({ href, onClick, open }: CustomMenuItem) => Boolean(href ?? onClick ?? open)

/** The order the host wants; what it names is no longer where it was. */
export function arrangeItems(
  items: readonly CustomMenuItem[],
  own: OwnItems,
  onChoose: (item: CustomMenuItem) => void,
  slot: (name: string) => string,
): ArrangedItems {
  const ownItems = { manageAccount: own.first, signOut: own.last }
  const order = arrange<keyof typeof ownItems, CustomMenuItem>(['manageAccount'], items, isOfHost, [
    'signOut',
  ])
  const first = order.map((item) =>
    typeof item === 'string' ? (
      ownItems[item]
    ) : (
      <MenuItem
        key={item.label}
        slot={slot}
        drawing={item.icon ?? ''}
        mark={
          item.mountIcon && <span key={item.label} class="kw-icon" aria-hidden="true" data-kw={item.label} />
        }
        text={item.label}
        href={item.href}
        onClick={() => onChoose(item)}
      />
    ),
  )
  return { first, last: order.includes('signOut') ? undefined : own.last }
}

/** What the host adds to one menu. */
export function createCustomItems(root: HTMLElement, send: (event: { type: 'CLOSE' | 'MANAGE' }) => void) {
  const drawn = new Map<HTMLElement, CustomMenuItem>()
  let items: readonly CustomMenuItem[] = []
  /** The page at which the profile is to open. */
  let startPath: string | undefined

  function choose({ onClick, open }: CustomMenuItem): void {
    startPath = open
    send({ type: open === undefined ? 'CLOSE' : 'MANAGE' })
    onClick?.()
  }

  /** The menu’s own way to the profile leads to no page of the host. */
  function forgetting(item: OwnItems['first']): OwnItems['first'] {
    const onClick = () => {
      startPath = undefined
      item.props.onClick()
    }
    return { ...item, props: { ...item.props, onClick } }
  }

  const itemOf = ({ dataset }: HTMLElement) => items.find(({ label }) => label === dataset.kw)

  return {
    arrange(now: readonly CustomMenuItem[] = [], slot: (name: string) => string) {
      items = now
      return (own: OwnItems) => arrangeItems(items, { ...own, first: forgetting(own.first) }, choose, slot)
    },

    /** Lets the host draw its pictures: each once into its place, until the place is gone. */
    drawIcons(): void {
      for (const [place, item] of drawn) {
        if (place.isConnected && itemOf(place)) continue
        drawn.delete(place)
        item.unmountIcon?.(place)
      }
      for (const place of root.querySelectorAll<HTMLElement>('[data-kw]')) {
        const item = itemOf(place)
        if (!item || drawn.has(place) || !place.isConnected) continue
        drawn.set(place, item)
        item.mountIcon?.(place)
      }
    },

    /** The properties of a profile that opens at the page of the item that was chosen. */
    startingAt: (props: UserButtonProps): UserButtonProps =>
      startPath === undefined
        ? props
        : { ...props, userProfileProps: { ...props.userProfileProps, startPath } },
  }
}
