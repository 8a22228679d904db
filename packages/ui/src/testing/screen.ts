/** What a visitor sees and does, for tests in an imitated browser. */

/** What jsdom does not know of stylesheets; nothing in these tests is about looks. */
export function installSheets(): void {
  Object.assign(CSSStyleSheet.prototype, { replaceSync: () => undefined })
  Object.assign(document, { adoptedStyleSheets: [] })
}

export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setTimeout(resolve, 2))
}

/** There is no stylesheet in this page: it is waited for, and does without. */
export async function waitUntil(isThere: () => unknown): Promise<void> {
  for (let turn = 0; turn < 300 && !isThere(); turn += 1) {
    await settle()
    for (const link of document.querySelectorAll('link[data-kw]')) link.dispatchEvent(new Event('error'))
  }
  if (!isThere()) throw new Error('waited for nothing')
}

export const byName = (name: string): HTMLElement | undefined =>
  [...document.querySelectorAll<HTMLElement>('button, a')].find(
    (one) => (one.getAttribute('aria-label') ?? one.textContent) === name,
  )

export async function press(name: string): Promise<void> {
  const found = byName(name)
  if (!found) throw new Error(`there is nothing to press named ${name}`)
  found.focus()
  found.click()
  await settle()
}

export function field(name: string): HTMLInputElement {
  const found = document.querySelector<HTMLInputElement>(`input[name="${name}"], textarea[name="${name}"]`)
  if (!found) throw new Error(`there is no field ${name}`)
  return found
}

export function type(name: string, text: string): void {
  field(name).value = text
  field(name).dispatchEvent(new InputEvent('input', { bubbles: true }))
}

export const focused = () =>
  document.activeElement?.getAttribute('name') ?? document.activeElement?.textContent
