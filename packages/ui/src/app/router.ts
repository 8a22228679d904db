/** Where in the address a flow writes its step. */
export interface Router {
  /** The part of the address that names the step, without slashes around it. */
  read(): string
  write(part: string, how: 'push' | 'replace'): void
  /** Told when the visitor goes back, forth, or follows a link. */
  watch(listener: (part: string) => void): () => void
  /** The whole address of a step, as a mail can lead to it. */
  href(part: string): string
}

/** `hash` needs nothing of the host, `path` a route that covers all below it, `none` leaves the address alone. */
export type Routing = { routing?: 'hash' } | { routing: 'path'; path: string } | { routing: 'none' }

const trim = (path: string) => path.replace(/^\/+|\/+$/g, '')

/** The router of a page. */
export function createRouter(routing: Routing, page: Window): Router {
  if (routing.routing === 'none') return createMemoryRouter('', page.location.href.split('#')[0])
  const base = routing.routing === 'path' ? `/${trim(routing.path)}` : undefined
  const { history, location } = page
  const href = (part: string) =>
    base === undefined
      ? `${location.origin}${location.pathname}${location.search}${part && `#/${part}`}`
      : `${base}${part && `/${part}`}${location.search}`
  const read = () => {
    // Who does not know how a page is routed leads to a step of it behind `#/`.
    const [, inHash = ''] = /^#(\/?[^?]*)/.exec(location.hash) ?? []
    if (base === undefined || inHash.startsWith('/')) return trim(inHash)
    const { pathname } = location
    return pathname === base || pathname.startsWith(`${base}/`) ? trim(pathname.slice(base.length)) : ''
  }
  return {
    read,
    write: (part, how) =>
      history[how === 'push' ? 'pushState' : 'replaceState'](history.state, '', href(part)),
    watch(listener) {
      const tell = () => listener(read())
      page.addEventListener('popstate', tell)
      return () => page.removeEventListener('popstate', tell)
    },
    href: (part) => new URL(href(part), location.href).href,
  }
}

/** A router without an address: in dialogs, on servers and in tests. */
export function createMemoryRouter(start = '', url = ''): Router {
  let now = start
  return {
    read: () => now,
    write: (part) => {
      now = part
    },
    watch: () => () => undefined,
    href: () => url,
  }
}

/** A router below a part of another, for a flow that takes over within the place of the first. */
export function scopeRouter(router: Router, prefix: string): Router {
  if (prefix === '') return router
  const join = (part: string) => (part ? `${prefix}/${part}` : prefix)
  const strip = (part: string) => (isBelow(part, prefix) ? trim(part.slice(prefix.length)) : undefined)
  return {
    read: () => strip(router.read()) ?? '',
    write: (part, how) => router.write(join(part), how),
    watch: (listener) =>
      router.watch((part) => {
        const inside = strip(part)
        if (inside !== undefined) listener(inside)
      }),
    href: (part) => router.href(join(part)),
  }
}

export function isBelow(part: string, prefix: string): boolean {
  return part === prefix || part.startsWith(`${prefix}/`)
}
