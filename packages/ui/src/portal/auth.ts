/** The pages of the account portal that sign in and up: client and first steps in one file, so that one request brings them. */
import { mount, open } from '../app/mount.tsx'
import { startPortal } from './start-portal.ts'

type AuthKind = Parameters<typeof mount>[0]

startPortal(
  {
    mount: (kind, node, props, host) => mount(kind as AuthKind, node, props, host),
    open: (kind, props, host) => open(kind as AuthKind, props, host),
  },
  (keywright, { view, node, at }) => {
    const props = { routing: 'path', path: at(`/${view}`) }
    if (view === 'sign-up') keywright.mountSignUp(node, props)
    else keywright.mountSignIn(node, props)
  },
)
