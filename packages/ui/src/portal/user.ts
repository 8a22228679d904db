/** The page of the account portal where somebody looks after their account. */
import { mountUserComponent, openUserComponent } from '../app/user-components.ts'
import { startPortal } from './start-portal.ts'

type MountedKind = Parameters<typeof mountUserComponent>[0]
type OpenedKind = Parameters<typeof openUserComponent>[0]

startPortal(
  {
    mount: (kind, node, props, host) => mountUserComponent(kind as MountedKind, node, props, host),
    open: (kind, props, host) => openUserComponent(kind as OpenedKind, props as never, host),
  },
  async (keywright, { node, at }) => {
    if (!keywright.user) return await keywright.redirectToSignIn()
    node.replaceChildren()
    keywright.mountUserProfile(node, { routing: 'path', path: at('/user') })
  },
)
