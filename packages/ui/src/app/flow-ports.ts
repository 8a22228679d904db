import type { FlowPorts } from '@keywright/js/flows'
import type { UiHost } from '../ui-host.ts'
import type { Router } from './router.ts'

/** The world as a flow sees it, from what the host gives. */
export function portsOf(
  host: UiHost,
  router: Router,
  after: { redirectUrl: string | undefined; onFinish: (() => void) | undefined },
): FlowPorts {
  return {
    api: host.api,
    now: Date.now,
    later(task, milliseconds) {
      const timer = setTimeout(task, milliseconds)
      return () => clearTimeout(timer)
    },
    async activate(session) {
      await host.setActive({ session, redirectUrl: after.redirectUrl })
      after.onFinish?.()
    },
    signOut: () => host.signOut(),
    linkUrl: () => router.href('verify'),
  }
}
