'use client'
import { readAppearance } from '@keywright/js/appearance'
import { visitorOfClaims } from '@keywright/js/binding'
import {
  type InitialState,
  type KeywrightProviderProps,
  KeywrightProvider as ReactProvider,
  useKeywright,
} from '@keywright/react'
import { useEffect, useState } from 'react'
import { loadUi } from './load-ui.ts'
import { type NextRouter, useAppRouter, useRouterOfPages } from './next-routers.ts'
import { publicEnvironment } from './public-environment.ts'
import { createSessionFollower, type SessionFollower } from './session-follower.ts'

export interface ClientProviderProps extends Omit<KeywrightProviderProps, 'publishableKey' | 'routerPush'> {
  publishableKey?: string | undefined
  /**
   * Draws every page for who asks for it, so that client components know from their first picture who is signed in. Without it pages
   * that do not ask for themselves stay static. It is for server components; elsewhere it says nothing.
   */
  dynamic?: boolean | undefined
  /** Of `buildKeywrightProps`, where a page of the pages folder has it. */
  __keywright_state?: InitialState | undefined
  /** The action of that name, which only a server component can hand over. */
  forgetPages?: (() => Promise<void>) | undefined
}

/** Makes the client known to everything inside, with the router of the app. */
export function ClientProvider(props: ClientProviderProps) {
  const router = useRouterOfPages()
  return router ? <WithRouter {...props} router={router} /> : <InAppFolder {...props} />
}

function InAppFolder({ forgetPages, ...props }: ClientProviderProps) {
  return <WithRouter {...props} router={useAppRouter(forgetPages)} />
}

function WithRouter({
  router,
  children,
  __keywright_state,
  initialState = __keywright_state,
  dynamic: _dynamic,
  ...options
}: ClientProviderProps & { router: NextRouter }) {
  const [follower] = useState(() => createSessionFollower())
  follower.router = router
  return (
    <ReactProvider
      ui={loadUi}
      {...withEnvironment(options)}
      initialState={initialState}
      routerPush={follower.push}
    >
      <Follow follower={follower} initialState={initialState} />
      {children}
    </ReactProvider>
  )
}

interface FollowProps {
  follower: SessionFollower
  initialState: InitialState | undefined
}

function Follow({ follower, initialState }: FollowProps) {
  const keywright = useKeywright()
  const drawnFor = visitorOfClaims(initialState?.sessionClaims)
  // biome-ignore lint/correctness/useExhaustiveDependencies: who it was drawn for first; later it is followed.
  useEffect(() => follower.follow(keywright, drawnFor), [follower, keywright])
  return null
}

/** An option that is absent, or `undefined`, is what the environment says. */
function withEnvironment({ appearance, ...options }: ClientProviderProps): KeywrightProviderProps {
  const looks = { appearance: readAppearance(appearance) }
  const given = Object.entries({ ...options, ...looks }).filter(([, value]) => value !== undefined)
  return { publishableKey: '', ...publicEnvironment(), ...Object.fromEntries(given) }
}
