/** @jsxImportSource #paint */
import { type Person, titleOf } from './person.ts'

/** Somebody's picture, or the first letters of what they are called. The name itself stands beside it: the letters are drawn, not said. */
export function Picture({ person, slot }: { person: Person; slot: (name: string) => string }) {
  if (person.imageUrl) return <img class={slot('avatar')} src={person.imageUrl} alt="" />
  return <span class={slot('avatar')} aria-hidden="true" data-initials={initialsOf(titleOf(person))} />
}

/** The first letters of the first and the last word; of an address, one. */
function initialsOf(title: string): string {
  const words = title.includes('@') ? [title] : title.split(/\s+/)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words
  return ends
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase()
}
