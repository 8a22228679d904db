import type { FlowPorts } from '../flows/flow-ports.ts'
import { leavePage } from '../flows/leave-page.ts'
import type { Keywright } from '../interface.ts'
import type { Address } from './address.ts'
import type { FlowOptions } from './flow-types.ts'

/** What stands behind the address of the page that a provider leads back to. */
export const callbackHash = '#/sso-callback'

/** The world as a flow sees it, from what the client gives. */
export function portsOf(
  keywright: Keywright,
  options: () => FlowOptions,
  afterUrl: (keywright: Keywright, options: FlowOptions) => string,
  address: Address,
): FlowPorts {
  return {
    api: keywright.api,
    now: Date.now,
    later(task, milliseconds) {
      const timer = setTimeout(task, milliseconds)
      return () => clearTimeout(timer)
    },
    activate(session) {
      const { navigate } = options()
      if (navigate) return keywright.setActive({ session, navigate })
      return keywright.setActive({ session, redirectUrl: afterUrl(keywright, options()) })
    },
    signOut: () => keywright.signOut(() => undefined),
    linkUrl: () => address.href('verify'),
    setOut: () => ({
      urls: {
        redirect_url: location.href.replace(/#.*/, '') + callbackHash,
        action_complete_redirect_url: afterUrl(keywright, options()),
      },
      go: leavePage,
    }),
  }
}
