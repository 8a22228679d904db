import type { Page } from 'playwright-core'

/** What the element with the focus is called, by its label or its text. */
const nameOfFocus = () => {
  const element = document.activeElement
  const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined
  return (element?.getAttribute('aria-label') ?? label ?? element?.textContent ?? '').trim()
}

/** Goes on with the tab key to what is called so. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let presses = 0; presses < 30; presses += 1) {
    const found = await page.evaluate(nameOfFocus)
    if (typeof name === 'string' ? found === name : name.test(found)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`The tab key leads to nothing called ${name}.`)
}

/** Waits until the focus has come to what is called so, as it does with a new step. */
export async function focusOn(page: Page, name: string): Promise<void> {
  let found = ''
  for (let tries = 0; tries < 100 && found !== name; tries += 1) {
    if (tries > 0) await page.waitForTimeout(100)
    found = await page.evaluate(nameOfFocus)
  }
  if (found !== name) throw new Error(`The focus did not come to ${name}, it is on ${found}.`)
}

/** Types where the focus is. */
export async function typeInto(page: Page, name: string, text: string): Promise<void> {
  await tabTo(page, name)
  await page.keyboard.type(text)
}

/** Presses what the tab key leads to. */
export async function pressOn(page: Page, name: string | RegExp): Promise<void> {
  await tabTo(page, name)
  await page.keyboard.press('Enter')
}
