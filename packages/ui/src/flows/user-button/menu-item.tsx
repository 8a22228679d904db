/** @jsxImportSource #paint */
import type { ComponentChildren } from 'preact'
import type { Person } from './person.ts'
import { Picture } from './picture.tsx'
import { signOut } from './user-button.drawings.ts'

interface MenuItemProps {
  text: string
  detail?: string | undefined
  /** A line drawing; the empty one keeps its place. */
  drawing?: string | undefined
  person?: Person
  /** In place of a drawing. */
  mark?: ComponentChildren
  isBusy?: boolean
  /** A link to another page. */
  href?: string | undefined
  onClick: () => void
  slot: (name: string) => string
}

/** One thing to choose from the menu. The arrow keys lead to it, and so the tab key passes by. */
export function MenuItem(props: MenuItemProps) {
  const { text, detail, mark, href, isBusy, onClick, slot } = props
  const Tag = (href ? 'a' : 'button') as 'a'
  return (
    <Tag
      role="menuitem"
      class={slot('menu-item')}
      tabindex={-1}
      onClick={onClick}
      {...(href ? { href } : { type: 'button', 'aria-busy': !!isBusy })}
    >
      {mark ?? <Mark {...props} />}
      <span class="kw-choice-text">
        <bdi class={detail && 'kw-choice-title'}>{text}</bdi>
        {detail && <bdi class="kw-choice-detail">{detail}</bdi>}
      </span>
      {isBusy && <span class="kw-spinner" aria-hidden="true" />}
    </Tag>
  )
}

/** The way out points somewhere, and so turns round where text runs from right to left. */
function Mark({ drawing, person, slot }: MenuItemProps) {
  if (person) return <Picture person={person} slot={slot} />
  if (drawing === undefined) return null
  return (
    <svg class="kw-icon" viewBox="0 0 24 24" aria-hidden="true" data-directed={drawing === signOut}>
      <path d={drawing} />
    </svg>
  )
}
