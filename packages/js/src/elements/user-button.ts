/** The menu behind somebody’s picture, for an app that draws it itself. */
import { accountsOf } from '../flows/accounts.ts'
import { createMachine } from '../flows/machine.ts'
import { type UserButtonPorts, userButtonFlow } from '../flows/user-button.flow.ts'
import type { Keywright } from '../interface.ts'
import type { Beginning, Definition } from './definition.ts'

export const definition: Definition<'userButton'> = {
  begin(beginning) {
    const { keywright, environment } = beginning
    const isSingleSession = environment.auth_config.single_session_mode
    const context = { ...whoIs(keywright), isSingleSession, chosen: null }
    return createMachine(userButtonFlow, context, { ports: portsOf(beginning) })
  },
  partOf: () => null,
  afterUrl: (keywright) => keywright.buildAfterSignOutUrl(),
  hear(machine, keywright) {
    const sync = () => {
      const { accounts, sessionId } = machine.get().context
      const next = whoIs(keywright)
      // A step that is under way is not disturbed by news that changes nothing.
      const isNews = JSON.stringify(next) !== JSON.stringify({ accounts, sessionId })
      if (isNews) machine.send({ type: 'SYNC', ...next })
    }
    sync()
    return keywright.on('resources', sync)
  },
}

function portsOf({ keywright, options, ports }: Beginning): UserButtonPorts {
  return {
    later: ports.later,
    activate(session) {
      const { navigate, afterSwitchSessionUrl: redirectUrl } = options()
      return keywright.setActive({
        session,
        ...(navigate && { navigate }),
        ...(redirectUrl && { redirectUrl }),
      })
    },
    signOut: (sessionId) => keywright.signOut(sessionId === undefined ? {} : { sessionId }),
    loadProfile: async () => undefined,
    async openProfile() {
      if (keywright.options.ui) keywright.openUserProfile()
      else await keywright.redirectToUserProfile()
    },
    addAccount: () => keywright.redirectToSignIn(),
  }
}

/** Who is signed in on this browser, and who of them on this page. */
function whoIs({ clientState, session }: Keywright) {
  const accounts = accountsOf(clientState ?? null)
  const isKnown = accounts.some(({ sessionId }) => sessionId === session?.id)
  return { accounts, sessionId: isKnown && session ? session.id : null }
}
