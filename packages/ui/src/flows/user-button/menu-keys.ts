/** The keyboard of a menu (WAI-ARIA APG, menu pattern): arrows go round, Home and End to the ends, letters to what begins so. */
export function createMenuKeys(
  menu: () => HTMLElement | null,
  onLeave: () => void,
): (event: KeyboardEvent) => void {
  let typed = ''
  let typedAt = 0

  const items = () => [...(menu()?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]

  function findTyped(key: string, at: number): HTMLElement | undefined {
    const now = Date.now()
    // Letters in quick succession are one word; the same one again goes on to the next that begins with it.
    const isWord = now - typedAt < 700 && typed !== key
    typed = isWord ? typed + key : key
    typedAt = now
    const all = items()
    const from = isWord ? at : at + 1
    const inOrder = [...all.slice(from), ...all.slice(0, from)]
    return inOrder.find((item) => textOf(item).startsWith(typed))
  }

  return (event) => {
    const all = items()
    const focused = menu()?.ownerDocument.activeElement
    const at = all.findIndex((item) => item.isSameNode(focused ?? null))
    const { key, ctrlKey, metaKey, altKey } = event
    if (ctrlKey || metaKey || altKey) return
    if (key === 'Tab') return onLeave()
    const isLetter = key.length === 1 && key !== ' '
    const target = isLetter
      ? findTyped(key.toLowerCase(), at)
      : all.at(stepTo(key, at, all.length) ?? all.length)
    if (!target) return
    event.preventDefault()
    target.focus()
  }
}

/** The place a key leads to; `undefined` for keys that lead nowhere. */
function stepTo(key: string, at: number, count: number): number | undefined {
  if (key === 'ArrowDown') return (at + 1) % count
  if (key === 'ArrowUp') return at <= 0 ? count - 1 : at - 1
  if (key === 'Home') return 0
  return key === 'End' ? count - 1 : undefined
}

/** What an item is called, without the letters that stand for a picture. */
function textOf(item: Element): string {
  return item.querySelector('.kw-choice-text')?.textContent?.trim().toLowerCase() ?? ''
}
