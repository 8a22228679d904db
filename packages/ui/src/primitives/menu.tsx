import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import { useUi } from './ui-context.ts'

/**
 * A button with a menu. The popover is the browser's: Escape and a press beside it close it, and the focus goes back to the
 * button, which it is also placed by. Arrow keys, Home, End and first letters move among the items.
 */
export function Menu(props: {
  name: string
  label: string
  trigger: ComponentChildren
  children: ComponentChildren
}) {
  const { slot, id } = useUi()
  const { name, label, trigger, children } = props
  const list = useRef<HTMLDivElement>(null)
  const items = () => [...(list.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]
  const move = (event: KeyboardEvent) => {
    const target = nextItem(items(), document.activeElement, event.key)
    if (!target) return
    event.preventDefault()
    target.focus()
  }
  return (
    <>
      <button
        type="button"
        class={slot('menu-trigger')}
        aria-label={label}
        aria-haspopup="menu"
        popovertarget={id(name)}
      >
        {trigger}
      </button>
      <div
        ref={list}
        id={id(name)}
        class={slot('menu')}
        role="menu"
        aria-label={label}
        popover="auto"
        onKeyDown={move}
        onToggle={(event) => event.newState === 'open' && items()[0]?.focus()}
      >
        {children}
      </div>
    </>
  )
}

export function MenuItem(props: { children: ComponentChildren; tone?: 'danger'; onClick: () => void }) {
  const { slot } = useUi()
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      class={slot('menu-item')}
      data-tone={props.tone}
      onClick={(event) => {
        event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover()
        props.onClick()
      }}
    >
      {props.children}
    </button>
  )
}

/** Where a key leads among the items; nowhere for keys that mean something else. */
function nextItem(items: readonly HTMLElement[], now: Element | null, key: string): HTMLElement | undefined {
  const at = items.indexOf(now as HTMLElement)
  const { length } = items
  if (key === 'Home') return items[0]
  if (key === 'End') return items.at(-1)
  if (key === 'ArrowDown') return items[(at + 1) % length]
  if (key === 'ArrowUp') return items[(Math.max(at, 0) - 1 + length) % length]
  if (key.length !== 1) return undefined
  const following = [...items.slice(at + 1), ...items.slice(0, at + 1)]
  return following.find((item) => item.textContent?.trim().toLowerCase().startsWith(key.toLowerCase()))
}
