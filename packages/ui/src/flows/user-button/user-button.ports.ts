import type { UserButtonPorts } from '@keywright/js/flows'
import type { UiHost } from '../../ui-host.ts'
import type { UserButtonProps } from './user-button.props.ts'

/** The world as the menu sees it, from what the host gives. */
export function portsOf(
  host: UiHost,
  props: () => UserButtonProps,
  loadProfile: (props: UserButtonProps) => Promise<() => void>,
): UserButtonPorts {
  let open = () => host.navigate(props().userProfileUrl ?? host.userProfileUrl)
  return {
    later: () => () => undefined,
    activate: (session) => host.setActive({ session, redirectUrl: props().afterSwitchSessionUrl }),
    async signOut(sessionId) {
      const isLast = sessionId === undefined || !host.client?.sessions[1]
      const { after_sign_out_one_url: one } = host.environment.display_config
      await host.signOut(isLast ? undefined : { sessionId })
      const { afterSignOutUrl = host.afterSignOutUrl, afterMultiSessionSingleSignOutUrl = one } = props()
      host.navigate(isLast ? afterSignOutUrl : afterMultiSessionSingleSignOutUrl)
    },
    async loadProfile() {
      if (props().userProfileMode !== 'navigation') open = await loadProfile(props())
    },
    async openProfile() {
      open()
    },
    async addAccount() {
      host.navigate(props().signInUrl ?? host.signInUrl)
    },
  }
}
