/** Fields for password managers are in nobody's way. */
const field = 'input:not([tabindex="-1"], [type="checkbox"], [type="hidden"])'

/**
 * Moves the focus to where a step begins: its first field, else its title. On arrival it is only taken where nothing else has it,
 * and where no keyboard would cover half of the screen.
 */
export function focusStep(element: HTMLElement, isForced: boolean): void {
  const { activeElement, body, defaultView } = element.ownerDocument
  if (!isForced) {
    const isFree = activeElement === null || activeElement === body
    if (!isFree || !defaultView?.matchMedia?.('(hover: hover)').matches) return
  }
  const target = element.querySelector<HTMLElement>(field) ?? element.querySelector<HTMLElement>('h1')
  target?.focus({ preventScroll: !isForced })
}
