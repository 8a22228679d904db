/**
 * What a link with a ticket leads to: an invitation, or a server that signs somebody in. The page uses the ticket, not the
 * link: whoever only looks at a link, as mail scanners do, uses nothing up.
 */
import { toFailure } from '@keywright/js/flows'
import type { Keywright } from '@keywright/js/light'
import type { PortalPage } from './start-portal.ts'

interface Attempt {
  status: string
  created_session_id: string | null
}

const ticketParameter = '__clerk_ticket'

/** Out of the address: it must not stay in the history, nor be used by a reload. */
function takeTicket(): string {
  const url = new URL(location.href)
  const ticket = url.searchParams.get(ticketParameter) ?? ''
  for (const name of [ticketParameter, '__clerk_status']) url.searchParams.delete(name)
  history.replaceState(history.state, '', url)
  return ticket
}

/** Says why a ticket opens nothing, over a form with which one can go on all the same. */
function showFault(node: HTMLElement, text: string): void {
  const paragraph = document.createElement('p')
  paragraph.className = 'fault'
  paragraph.setAttribute('role', 'alert')
  paragraph.textContent = text
  node.before(paragraph)
}

/** Signs in or up with the ticket of the address; `false` where the form of the page is needed after all. */
export async function useTicket(keywright: Keywright, { view, node, at }: PortalPage): Promise<boolean> {
  const isNew = view === 'sign-up'
  const form = { strategy: 'ticket', ticket: takeTicket() }
  try {
    const path = `/v1/client/${isNew ? 'sign_ups' : 'sign_ins'}`
    const attempt = await keywright.api.send<Attempt>({ method: 'POST', path, form })
    const session = attempt.created_session_id
    const redirectUrl = isNew ? keywright.buildAfterSignUpUrl() : keywright.buildAfterSignInUrl()
    if (session !== null) await keywright.setActive({ session, redirectUrl })
    // What the instance asks for besides is asked where an attempt goes on.
    else await keywright.navigate(at(`/${view}/next${location.search}`))
    return true
  } catch (thrown) {
    const { code, faults } = toFailure(thrown)
    showFault(node, faults[0]?.message ?? code)
    return false
  }
}
