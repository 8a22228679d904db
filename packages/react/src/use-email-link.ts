import { createEmailLinkFlow, type EmailLinkFlow, type EmailLinkResource } from '@keywright/js/email-link'
import { useEffect, useMemo } from 'react'

/** Sends a link for a sign-in, a sign-up or an email address, and waits for it to be opened; no longer than its form is there. */
export function useEmailLink<Resource extends EmailLinkResource>(
  resource: Resource,
): EmailLinkFlow<Resource> {
  const flow = useMemo(() => createEmailLinkFlow(resource), [resource])
  useEffect(() => () => flow.cancelEmailLinkFlow(), [flow])
  return flow
}
