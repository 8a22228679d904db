/** Menu items and profile pages of the app, written in the page as templates beside the component that they are for. */
import { type Place, toAction, toLink, toPage } from '@keywright/js/binding'

interface Part {
  type: 'page' | 'profile-link' | 'action' | 'link'
  label: string
  url?: string
  href?: string
  open?: string
  /** What the event says that a click on the item sends. */
  clickIdentifier?: string
}

/** What the app listens to: `document.addEventListener('keywright:menu-item-click', ({ detail }) => …)`. */
const clickEvents = ['keywright:menu-item-click', 'clerk:menu-item-click']

export interface Parts {
  customPages?: object[]
  customMenuItems?: object[]
}

export function readParts(node: HTMLElement): Parts {
  const templates = [...(node.parentElement?.querySelectorAll<HTMLTemplateElement>(partSelector) ?? [])]
  const found = templates.map(({ dataset, content }) => {
    const part = JSON.parse(dataset.keywrightPart ?? '') as Part
    return { isItem: part.type === 'action' || part.type === 'link', made: make(part, placesOf(content)) }
  })
  const [customMenuItems, customPages] = [true, false].map((wanted) =>
    found.filter(({ isItem }) => isItem === wanted).map(({ made }) => made),
  )
  return { ...(customPages?.length && { customPages }), ...(customMenuItems?.length && { customMenuItems }) }
}

function make(
  { type, label, url, href = url ?? '', open, clickIdentifier }: Part,
  placeFor: FindPlace,
): object {
  if (type === 'page') return toPage({ label, url }, placeFor)
  if (type !== 'action') return toLink({ label, href }, placeFor)
  return toAction({ label, open, onClick: clickIdentifier ? say(clickIdentifier) : undefined }, placeFor)
}

type FindPlace = (name: string) => Place | undefined

const partSelector = ':scope > template[data-keywright-part]'

const say = (clickIdentifier: string) => () => {
  for (const name of clickEvents) document.dispatchEvent(new CustomEvent(name, { detail: clickIdentifier }))
}

/** The icon is a template within the part; all else is its page. */
function placesOf(content: DocumentFragment) {
  return (name: string): Place | undefined => {
    const icon = content.querySelector<HTMLTemplateElement>('template[data-keywright-icon]')
    if (!name.startsWith('icon ')) return placeOf(withoutIcon(content))
    return icon?.innerHTML.trim() ? placeOf(icon.content) : undefined
  }
}

function withoutIcon(content: DocumentFragment): DocumentFragment {
  const copy = document.importNode(content, true)
  copy.querySelector('template[data-keywright-icon]')?.remove()
  return copy
}

const placeOf = (content: DocumentFragment): Place => ({
  mount: (element) => element.append(document.importNode(content, true)),
  unmount: (element) => element.replaceChildren(),
})
