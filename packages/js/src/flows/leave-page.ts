/** Leaves the page; resolves when it is shown again as it was, by the button of the browser. */
export function leavePage(url: string): Promise<undefined> {
  return new Promise((resolve) => {
    addEventListener('pageshow', () => resolve(undefined), { once: true })
    const [page] = location.href.split('#')
    location.assign(url)
    // What differs in the part behind `#` alone would not be loaded.
    if (url.split('#')[0] === page) location.reload()
  })
}
