/** Leaves the page; resolves when it is shown again as it was, by the button of the browser. */
export function leavePage(url: string): Promise<void> {
  return new Promise((resolve) => {
    addEventListener('pageshow', () => resolve(), { once: true })
    location.assign(url)
  })
}
