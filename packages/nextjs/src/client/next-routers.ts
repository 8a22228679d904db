/** The two routers of Next.js as the client uses them: to go to a page of the app, and to draw it anew. */
import { useRouter as usePagesRouter } from 'next/compat/router.js'
import { useRouter } from 'next/navigation.js'
import { useCallback, useEffect, useRef, useTransition } from 'react'

export interface NextRouter {
  push(path: string): unknown
  /** Draws the page anew with what the server knows now, and forgets all pages that were fetched ahead. */
  refresh(): Promise<void>
}

/** Longer than a page takes; a page that never comes must not keep anybody. */
const refreshMilliseconds = 5_000

/** The router of the app folder. */
export function useAppRouter(): NextRouter {
  const router = useRouter()
  const [isPending, start] = useTransition()
  const waiting = useRef<(() => void)[]>([])
  useEffect(() => {
    if (!isPending) for (const done of waiting.current.splice(0)) done()
  }, [isPending])
  const refresh = useCallback(
    () =>
      new Promise<void>((resolve) => {
        setTimeout(resolve, refreshMilliseconds)
        waiting.current.push(resolve)
        start(() => router.refresh())
      }),
    [router],
  )
  return { push: (path) => router.push(withoutBasePath(path)), refresh }
}

/** The router of the pages folder; `null` in the app folder. */
export function useRouterOfPages(): NextRouter | null {
  const router = usePagesRouter()
  if (!router) return null
  return {
    push: (path) => router.push(withoutBasePath(path)),
    async refresh() {
      await router.replace(router.asPath, undefined, { scroll: false })
    },
  }
}

/** The routers add it themselves. */
function withoutBasePath(path: string): string {
  const base = process.env.__NEXT_ROUTER_BASEPATH
  return base && (path === base || path.startsWith(`${base}/`)) ? path.slice(base.length) || '/' : path
}
