/** The two routers of Next.js as the client uses them: to go to a page of the app, and to draw it anew. */
import { useRouter as usePagesRouter } from 'next/compat/router.js'
import { useRouter } from 'next/navigation.js'

export interface NextRouter {
  push(path: string): unknown
  /** Draws the page anew with what the server knows now. `true`: and all pages that were fetched ahead are forgotten. */
  refresh(): Promise<boolean>
}

/** The router of the app folder. */
export function useAppRouter(forgetPages: (() => Promise<void>) | undefined): NextRouter {
  const router = useRouter()
  return {
    push: (path) => router.push(withoutBasePath(path)),
    async refresh() {
      try {
        if (!forgetPages) throw new TypeError('Keywright: the provider is no server component.')
        await forgetPages()
        return true
      } catch {
        // The action may be refused where the page is no longer for this visitor.
        router.refresh()
        return false
      }
    },
  }
}

/** The router of the pages folder; `null` in the app folder. */
export function useRouterOfPages(): NextRouter | null {
  const router = usePagesRouter()
  if (!router) return null
  return {
    push: (path) => router.push(withoutBasePath(path)),
    async refresh() {
      await router.replace(router.asPath, undefined, { scroll: false })
      return false
    },
  }
}

/** The routers add it themselves. */
function withoutBasePath(path: string): string {
  const base = process.env.__NEXT_ROUTER_BASEPATH
  return base && (path === base || path.startsWith(`${base}/`)) ? path.slice(base.length) || '/' : path
}
