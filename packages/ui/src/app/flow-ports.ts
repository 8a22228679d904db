import { type FlowApi, type FlowPorts, wayOut } from '@keywright/js/flows'
import type { FlowEntry } from './flow-module.ts'
import { ssoUrlsOf } from './sso-urls.ts'

/** The world as a flow sees it, from what the host gives. */
export function portsOf(entry: FlowEntry, api: FlowApi, usualUrl: string): FlowPorts {
  const { host, router, props, onFinish } = entry
  /** What the page's code wishes comes first, then the address, then what was set up. */
  const redirectUrl = () =>
    props.forceRedirectUrl ?? host.redirectUrl ?? props.fallbackRedirectUrl ?? usualUrl
  return {
    api,
    now: Date.now,
    later(task, milliseconds) {
      const timer = setTimeout(task, milliseconds)
      return () => clearTimeout(timer)
    },
    async activate(session) {
      await host.setActive({ session, redirectUrl: redirectUrl() })
      onFinish?.()
    },
    signOut: () => host.signOut(),
    linkUrl: () => router.href('verify'),
    setOut: () => wayOut(props.oauthFlow, host.frontendUrl, ssoUrlsOf(entry, redirectUrl())),
  }
}
