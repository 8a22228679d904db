/** Where in the address of the page a flow keeps its step. */
export interface Address {
  read(): string
  write(part: string, how: 'push' | 'replace'): void
  /** Told when the visitor goes back or forth. */
  watch(listener: (part: string) => void): () => void
  /** The whole address of a step, as a mail can lead to it. */
  href(part: string): string
}

export function createAddress(routing: 'hash' | 'none', page: Window): Address {
  const { history, location } = page
  const own = () => `${location.origin}${location.pathname}${location.search}`
  if (routing === 'none')
    return { read: () => '', write: () => undefined, watch: () => () => undefined, href: own }
  const href = (part: string) => `${own()}${part && `#/${part}`}`
  const read = () => (location.hash.split('?')[0] ?? '').replace(/^[#/]+|\/+$/g, '')
  return {
    read,
    href,
    write: (part, how) =>
      history[how === 'push' ? 'pushState' : 'replaceState'](history.state, '', href(part)),
    watch(listener) {
      const tell = () => listener(read())
      page.addEventListener('popstate', tell)
      return () => page.removeEventListener('popstate', tell)
    },
  }
}
