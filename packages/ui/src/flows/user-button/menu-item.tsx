/** @jsxImportSource #paint */
import type { Person } from './person.ts'
import { Picture } from './picture.tsx'

interface MenuItemProps {
  text: string
  detail?: string | undefined
  /** A line drawing; the empty one keeps its place. */
  drawing?: string
  /** Whether it points somewhere, and so turns round where text runs from right to left. */
  isDirected?: boolean
  person?: Person
  isBusy?: boolean
  /** A link to another page. */
  href?: string | undefined
  onClick: () => void
  slot: (name: string) => string
}

/** One thing to choose from the menu. The arrow keys lead to it, and so the tab key passes by. */
export function MenuItem(props: MenuItemProps) {
  const { text, detail, href, isBusy = false, onClick, slot } = props
  const content = (
    <>
      <Mark {...props} />
      <span class="kw-choice-text">
        <bdi class={detail ? 'kw-choice-title' : undefined}>{text}</bdi>
        {detail && <bdi class="kw-choice-detail">{detail}</bdi>}
      </span>
      {isBusy && <span class="kw-spinner" aria-hidden="true" />}
    </>
  )
  const item = { role: 'menuitem', class: slot('menu-item'), tabindex: -1 } as const
  if (href)
    return (
      <a {...item} href={href} onClick={onClick}>
        {content}
      </a>
    )
  return (
    <button {...item} type="button" aria-busy={isBusy} onClick={onClick}>
      {content}
    </button>
  )
}

function Mark({ drawing, isDirected, person, slot }: MenuItemProps) {
  if (person) return <Picture person={person} slot={slot} />
  if (drawing === undefined) return null
  return (
    <svg class="kw-icon" viewBox="0 0 24 24" aria-hidden="true" data-directed={isDirected ? '' : undefined}>
      <path d={drawing} />
    </svg>
  )
}
