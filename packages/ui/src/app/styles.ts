/** `styles`: of sign-in and sign-up; `user-styles`: of the button of a user. */
export type StylesName = 'styles' | 'user-styles'

/**
 * Waits for the stylesheet, and asks for it where the page has none: a `link` element, because strict policies allow nothing
 * else that comes with its first paint. A custom property tells whether the rules are there, whoever brought them.
 */
export async function ensureStyles(root: HTMLElement, name: StylesName = 'styles'): Promise<void> {
  const page = root.ownerDocument
  if (hasStyles(root, name)) return
  const known = page.querySelector<HTMLLinkElement>(`link[data-kw=${name}]`)
  const link = known ?? page.head.appendChild(createLink(page, name))
  await new Promise<void>((resolve) => {
    link.addEventListener('load', () => resolve(), { once: true })
    // Shown plainly rather than not at all; the next component asks again.
    link.addEventListener('error', () => resolve(link.remove()), { once: true })
    if (hasStyles(root, name)) resolve()
  })
}

function hasStyles(root: HTMLElement, name: StylesName): boolean {
  return getComputedStyle(root).getPropertyValue(`--kw-${name}`) !== ''
}

function createLink(page: Document, name: StylesName): HTMLLinkElement {
  const link = page.createElement('link')
  link.rel = 'stylesheet'
  link.href = new URL(`./${name}.css`, import.meta.url).href
  link.dataset.kw = name
  return link
}
