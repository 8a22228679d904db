import type { FlowApi, FlowPorts } from '@keywright/js/flows'
import type { FlowEntry } from './flow-module.ts'

/** The world as a flow sees it, from what the host gives. */
export function portsOf(
  { host, props, router, onFinish }: FlowEntry,
  api: FlowApi,
  usualUrl: string,
): FlowPorts {
  const askedUrl = host.redirectUrl ?? props.fallbackRedirectUrl
  const redirectUrl = props.forceRedirectUrl ?? askedUrl ?? usualUrl
  return {
    api,
    now: Date.now,
    later(task, milliseconds) {
      const timer = setTimeout(task, milliseconds)
      return () => clearTimeout(timer)
    },
    async activate(session) {
      await host.setActive({ session, redirectUrl })
      onFinish?.()
    },
    signOut: () => host.signOut(),
    linkUrl: () => router.href('verify'),
  }
}
