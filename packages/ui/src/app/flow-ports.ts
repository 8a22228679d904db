import { type FlowApi, type FlowPorts, wayOut } from '@keywright/js/flows'
import type { FlowEntry } from './flow-module.ts'
import { ssoUrlsOf } from './sso-urls.ts'
import { taskOf } from './task-of.ts'

/** Where somebody goes on: what the page's code wishes comes first, then the address, then what was set up. */
export const redirectUrlOf = ({ host, props }: FlowEntry, usualUrl: string): string =>
  props.forceRedirectUrl ?? host.redirectUrl ?? props.fallbackRedirectUrl ?? usualUrl

/** The world as a flow sees it, from what the host gives. */
export function portsOf(entry: FlowEntry, api: FlowApi, usualUrl: string): FlowPorts {
  const { host, router, props, onFinish, onHandOver } = entry
  const redirectUrl = () => redirectUrlOf(entry, usualUrl)
  return {
    api,
    now: Date.now,
    later(task, milliseconds) {
      const timer = setTimeout(task, milliseconds)
      return () => clearTimeout(timer)
    },
    async activate(session) {
      const task = taskOf(host.client, session)
      await host.setActive({ session, redirectUrl: task ? undefined : redirectUrl() })
      const part = `tasks/${task}`
      if (task) onHandOver({ identifier: '', isTransfer: false, part, goesOnTo: redirectUrl() })
      else onFinish?.()
    },
    signOut: () => host.signOut(),
    linkUrl: () => router.href('verify'),
    setOut: () => wayOut(props.oauthFlow, host.frontendUrl, ssoUrlsOf(entry, redirectUrl())),
  }
}
