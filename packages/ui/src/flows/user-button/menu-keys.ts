/** As much of a key that is pressed as a menu must know, whichever library tells of it. */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'currentTarget' | 'preventDefault'
>

/** The keyboard of a menu (WAI-ARIA APG, menu pattern): arrows go round, Home and End to the ends, letters to what begins so. */
export function createMenuKeys(onLeave: () => void): (event: KeyPress) => void {
  let typed = ''
  let typedAt = 0

  function findTyped(key: string, at: number, items: readonly HTMLElement[]): HTMLElement | undefined {
    const now = Date.now()
    // Letters in quick succession are one word; the same one again goes on to the next that begins with it.
    const isWord = now - typedAt < 700 && typed !== key
    typed = isWord ? typed + key : key
    typedAt = now
    const from = isWord ? at : at + 1
    const inOrder = [...items.slice(from), ...items.slice(0, from)]
    // Not by the letters that stand for a picture.
    const textOf = (item: Element) => item.querySelector('.kw-choice-text')?.textContent.toLowerCase()
    return inOrder.find((item) => textOf(item)?.startsWith(typed))
  }

  return (event) => {
    const { key, currentTarget: menu } = event
    if (event.ctrlKey || event.metaKey || event.altKey || !(menu instanceof Element)) return
    if (key === 'Tab') return onLeave()
    const items = [...menu.querySelectorAll<HTMLElement>('[role=menuitem]')]
    const at = items.findIndex((item) => item.matches(':focus'))
    const isLetter = key.length === 1 && key !== ' '
    const target = isLetter ? findTyped(key.toLowerCase(), at, items) : items[stepTo(key, at, items.length)]
    if (!target) return
    event.preventDefault()
    target.focus()
  }
}

/** The place a key leads to; before the first for keys that lead nowhere. */
function stepTo(key: string, at: number, count: number): number {
  if (key === 'ArrowDown') return (at + 1) % count
  if (key === 'ArrowUp') return at <= 0 ? count - 1 : at - 1
  if (key === 'Home') return 0
  return key === 'End' ? count - 1 : -1
}
