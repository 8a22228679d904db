import type { Keywright } from '@keywright/js'
import { createReverification, type ReverificationOptions } from '@keywright/js/binding'
import { createEmailLinkFlow, type EmailLinkFlow, type EmailLinkResource } from '@keywright/js/email-link'
import { onScopeDispose, type ShallowRef } from 'vue'
import { useKeywrightContext } from './keywright-context.ts'

/** The client itself. It stays the same; use the other composables for what changes. */
export function useKeywright(): Readonly<ShallowRef<Keywright>> {
  return useKeywrightContext().keywright
}

/** A call that may want a recent proof of who is there: it is made again once the user has given one. */
export function useReverification<Params extends unknown[], Result>(
  call: (...params: Params) => Promise<Result>,
  options: ReverificationOptions = {},
): (...params: Params) => Promise<Result> {
  return createReverification(useKeywright().value, () => ({ call, options }))
}

/** Sends a link for a sign-in, a sign-up or an email address, and waits for it to be opened; no longer than its form is there. */
export function useEmailLink<Resource extends EmailLinkResource>(
  resource: Resource,
): EmailLinkFlow<Resource> {
  const flow = createEmailLinkFlow(resource)
  onScopeDispose(() => flow.cancelEmailLinkFlow())
  return flow
}
