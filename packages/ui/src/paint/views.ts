/** How a view is read, whether it becomes elements or text. */
import type { ComponentChildren, VNode } from 'preact'

export type Listener = (event: Event) => void
type Component = (props: VNode['props']) => ComponentChildren

/** Elements and texts only: lists and fragments are taken apart, components called. */
export function flatten(view: ComponentChildren): (VNode | string)[] {
  if (view === null || view === undefined || typeof view === 'boolean') return []
  if (Array.isArray(view)) return view.flatMap(flatten)
  if (!isElement(view)) return [String(view)]
  const { type, props } = view
  return typeof type === 'function' ? flatten((type as Component)(props)) : [view]
}

function isElement(view: ComponentChildren): view is VNode {
  return typeof view === 'object' && view !== null && view.constructor === undefined
}

/** What an element says of itself, and what it listens to. `data-key` keeps the elements of a list their own. */
export function attributesOf({ key, props }: VNode) {
  const attributes = new Map<string, string>()
  const listeners = new Map<string, Listener>()
  for (const [name, value] of Object.entries({ ...props, 'data-key': key })) {
    if (name === 'children' || value === undefined || value === null) continue
    if (typeof value === 'function') listeners.set(name.slice(2).toLowerCase(), value as Listener)
    else if (value !== false || name.startsWith('aria-'))
      attributes.set(name, value === true && !name.includes('-') ? '' : String(value))
  }
  return { attributes, listeners }
}
