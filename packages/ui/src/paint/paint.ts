/**
 * Draws small views that have no state of their own. It knows function components without hooks, elements and text, and
 * leaves alone what is right already, so that what a server has drawn is taken over as it is. Components that stand on every
 * page are drawn with it: a button must not bring a whole rendering library along.
 */
import type { ComponentChildren, VNode } from 'preact'
import { attributesOf, flatten, type Listener } from './views.ts'

/** What is called when something happens to an element: the newest view decides. */
const listenersOf = new WeakMap<Element, Map<string, Listener>>()

const svg = 'http://www.w3.org/2000/svg'

/** Makes the children of an element what a view says. */
export function paint(view: ComponentChildren, parent: Element): void {
  let at: ChildNode | null = parent.firstChild
  for (const wanted of flatten(view)) {
    const node = fit(at, wanted, parent)
    if (node === at) at = at.nextSibling
    else parent.insertBefore(node, at)
  }
  while (at) {
    const next: ChildNode | null = at.nextSibling
    at.remove()
    at = next
  }
}

/** The node that is there, or one further on, if it can be made what is wanted; else a new one. */
function fit(at: ChildNode | null, wanted: VNode | string, parent: Element): ChildNode {
  const page = parent.ownerDocument
  if (typeof wanted === 'string') {
    const text = at instanceof Text ? at : page.createTextNode('')
    if (text.data !== wanted) text.data = wanted
    return text
  }
  const tag = String(wanted.type)
  const { attributes, listeners } = attributesOf(wanted)
  const key = attributes.get('data-key') ?? null
  let old: ChildNode | null = at
  while (old && !(old instanceof Element && old.localName === tag && old.getAttribute('data-key') === key))
    old = old.nextSibling
  const element = old ?? page.createElementNS(tag === 'svg' ? svg : parent.namespaceURI, tag)
  dress(element as Element, attributes, listeners)
  // What the host draws into an element of its own is the host's.
  if (!attributes.has('data-kw')) paint(wanted.props.children, element as Element)
  return element as Element
}

function dress(element: Element, attributes: Map<string, string>, listeners: Map<string, Listener>): void {
  for (const name of element.getAttributeNames()) if (!attributes.has(name)) element.removeAttribute(name)
  for (const [name, value] of attributes)
    if (element.getAttribute(name) !== value) element.setAttribute(name, value)
  const known = listenersOf.get(element)
  listenersOf.set(element, listeners)
  for (const name of listeners.keys())
    if (!known?.has(name))
      element.addEventListener(name, (event) => listenersOf.get(element)?.get(name)?.(event))
}
