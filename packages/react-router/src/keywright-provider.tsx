import { FrameworkProvider, type FrameworkProviderProps } from '@keywright/react/internal'
import { useContext } from 'react'
import { UNSAFE_DataRouterContext, useNavigate } from 'react-router'

export interface KeywrightProviderProps extends Omit<FrameworkProviderProps, 'router' | 'state'> {
  /** What `rootAuthLoader` returned. An app without a server has none, and a `publishableKey`. */
  loaderData?: unknown
}

/** Around the app, in the component of the root route: `<KeywrightProvider loaderData={loaderData}>`. */
export function KeywrightProvider({ loaderData, ...props }: KeywrightProviderProps) {
  const push = useNavigate()
  // `useRevalidator` throws in a router without loaders, where there is nothing to load again.
  const data = useContext(UNSAFE_DataRouterContext)
  const router = { push, reload: () => data?.router.revalidate() }
  return <FrameworkProvider ui={loadComponents} {...props} router={router} state={stateIn(loaderData)} />
}

const loadComponents = () => import('@keywright/ui')

function stateIn(loaderData: unknown): FrameworkProviderProps['state'] {
  return (loaderData as { keywrightState?: FrameworkProviderProps['state'] } | undefined)?.keywrightState
}
