/** A visitor without a pointer: goes from one thing to the next with the Tab key, and must see where they are. */
import type { Page } from 'playwright-core'

interface Place {
  name: string
  /** Whether one can see that it has the focus. */
  isSeen: boolean
}

/** What has the focus, by the name that a screen reader says. */
export async function place(page: Page): Promise<Place> {
  return await page.evaluate(() => {
    const { activeElement: active } = document
    // Behind the last thing of a page, the focus is the browser's.
    if (!(active instanceof HTMLElement) || active === document.body) return { name: '', isSeen: true }
    const isOutlined = (element: Element) => {
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element)
      return (
        outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0 && outlineColor !== 'rgba(0, 0, 0, 0)'
      )
    }
    // The cells of a code are painted under the one field that is real.
    const cells = active.parentElement?.querySelectorAll('[data-active]') ?? []
    const label = active instanceof HTMLInputElement ? active.labels?.[0]?.textContent : undefined
    const name = active.getAttribute('aria-label') ?? label ?? active.textContent ?? ''
    return { name: name.trim(), isSeen: [active, ...cells].some(isOutlined) }
  })
}

/** Presses Tab until something is reached, and returns what was passed on the way. Each place must be seen. */
export async function tabTo(page: Page, wanted: string | RegExp): Promise<string[]> {
  const passed: string[] = []
  const isThere = (name: string) => (typeof wanted === 'string' ? name === wanted : wanted.test(name))
  for (let count = 0; count < 40; count += 1) {
    await page.keyboard.press('Tab')
    const { name, isSeen } = await place(page)
    if (!isSeen) throw new Error(`The focus on "${name}" cannot be seen.`)
    if (isThere(name)) return passed
    passed.push(name)
  }
  throw new Error(`Tab never came to ${wanted}; it passed ${passed.join(', ')}.`)
}
