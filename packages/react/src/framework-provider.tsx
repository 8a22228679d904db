import { type ReactNode, useCallback, useEffect, useRef } from 'react'
import { KeywrightProvider, type KeywrightProviderProps } from './keywright-provider.tsx'
import { useAuth } from './use-auth.ts'

/** How a framework goes to a page of the app, and has its server asked for the data of this one again. */
export interface FrameworkRouter {
  push(url: string): unknown
  reload(): unknown
}

export interface FrameworkProviderProps extends Partial<KeywrightProviderProps> {
  router: FrameworkRouter
  /** What the server wrote into the page. The properties win over it. */
  state: Partial<KeywrightProviderProps> | undefined
  children?: ReactNode
}

/** The provider of a framework: the server set it up, the router goes where it leads, and what the server drew follows the session. */
export function FrameworkProvider({ router, state, children, ...own }: FrameworkProviderProps) {
  const latest = useRef(router)
  latest.current = router
  const push = useCallback((url: string) => latest.current.push(url), [])
  const reload = useCallback(() => latest.current.reload(), [])
  const publishableKey = own.publishableKey ?? state?.publishableKey
  if (!publishableKey)
    throw new TypeError(
      'Keywright: the provider has no publishable key. Hand it what the server knows, or a `publishableKey`.',
    )
  return (
    <KeywrightProvider routerPush={push} {...state} {...own} publishableKey={publishableKey}>
      <SessionWatch onChange={reload} />
      {children}
    </KeywrightProvider>
  )
}

/** What the server drew was for somebody: it is out of date once somebody else is signed in, or in another organization. */
function SessionWatch({ onChange }: { onChange: () => unknown }) {
  const { isLoaded, sessionId, orgId } = useAuth({ treatPendingAsSignedOut: false })
  const visitor = isLoaded ? `${sessionId} ${orgId}` : undefined
  const drawnFor = useRef(visitor)
  useEffect(() => {
    if (visitor === undefined) return
    if (drawnFor.current !== undefined && drawnFor.current !== visitor) onChange()
    drawnFor.current = visitor
  }, [visitor, onChange])
  return null
}
