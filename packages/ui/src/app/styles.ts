/**
 * Waits for the stylesheet, and asks for it where the page has none: a `link` element, because strict policies allow nothing
 * else that comes with its first paint. A custom property tells whether the rules are there, whoever brought them.
 */
export async function ensureStyles(root: HTMLElement): Promise<void> {
  const page = root.ownerDocument
  if (hasStyles(root)) return
  const link = page.querySelector<HTMLLinkElement>('link[data-kw]') ?? page.head.appendChild(createLink(page))
  await new Promise<void>((resolve) => {
    link.addEventListener('load', () => resolve(), { once: true })
    // Shown plainly rather than not at all; the next component asks again.
    link.addEventListener('error', () => resolve(link.remove()), { once: true })
    if (hasStyles(root)) resolve()
  })
}

function hasStyles(root: HTMLElement): boolean {
  return getComputedStyle(root).getPropertyValue('--kw-styles') !== ''
}

function createLink(page: Document): HTMLLinkElement {
  const link = page.createElement('link')
  link.rel = 'stylesheet'
  link.href = new URL('./styles.css', import.meta.url).href
  link.dataset.kw = ''
  return link
}
