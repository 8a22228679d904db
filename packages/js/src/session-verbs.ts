/** Changing who is the active user of this page, and leaving. */
import { isKeywrightApiError } from '@keywright/client'
import type { SessionCenter } from './client/session-center.ts'
import type { SessionVerbs, SetActiveParams, SignOutOptions } from './interface.ts'
import type { SessionResource } from './resources/session.ts'
import type { TokenSource } from './tokens/token-source.ts'
import type { Transport } from './transport/transport.ts'
import type { PageUrls } from './urls/page-urls.ts'

/** Where a page can be led. */
export interface PageDeps {
  urls: PageUrls
  navigate(url: string): Promise<void>
}

export interface SessionVerbsDeps extends PageDeps {
  transport: Transport
  center: SessionCenter
  source: TokenSource
  /** Asks the server who is signed in. */
  reload(): Promise<unknown>
}

export function createSessionVerbs(deps: SessionVerbsDeps): SessionVerbs {
  const { transport, center, source, urls, navigate, reload } = deps

  const known = (id: string) => center.resources().client?.signedInSessions.find((one) => one.id === id)

  async function findSession(wanted: SetActiveParams['session']): Promise<SessionResource | null> {
    if (wanted === undefined) return center.resources().session ?? null
    if (wanted === null) return null
    const id = typeof wanted === 'string' ? wanted : wanted.id
    // It may have been made in another window a moment ago.
    if (!known(id)) await reload()
    const found = known(id)
    if (!found) throw new TypeError('Keywright: setActive: no session of this browser.')
    return found
  }

  async function touch(session: SessionResource, organization: string | null | undefined): Promise<void> {
    const path = `/v1/client/sessions/${session.id}/touch`
    const form = {
      intent: organization === undefined ? 'select_session' : 'select_org',
      active_organization_id: organization,
    }
    await transport.send({ method: 'POST', path, form })
    // The app's server reads the token on the next page.
    await source.get({ sessionId: session.id })
  }

  async function setActive(params: SetActiveParams): Promise<void> {
    const session = await findSession(params.session)
    if (session) await touch(session, params.organization)
    await center.activate(session?.id ?? null, () => params.beforeEmit?.(session))
    const { redirectUrl } = params
    const task = urls.task(center.resources().session?.currentTask?.key)
    if (session && task) await navigate(task)
    else if (session && params.navigate) await params.navigate({ session })
    else if (redirectUrl !== undefined) await navigate(urls.safeRedirect(redirectUrl) ?? urls.home())
  }

  async function signOut(
    first: SignOutOptions | (() => unknown) = {},
    second: SignOutOptions = {},
  ): Promise<void> {
    const callback = typeof first === 'function' ? first : undefined
    const { sessionId, redirectUrl } = typeof first === 'function' ? second : first
    await end(deps, sessionId)
    if (callback) await callback()
    else await navigate(urls.safeRedirect(redirectUrl) ?? urls.afterSignOut())
  }

  return { setActive, signOut }
}

async function end({ transport, reload }: SessionVerbsDeps, sessionId: string | undefined): Promise<void> {
  const path = sessionId === undefined ? '/v1/client/sessions' : `/v1/client/sessions/${sessionId}/remove`
  try {
    await transport.send({ method: sessionId === undefined ? 'DELETE' : 'POST', path })
  } catch (error) {
    // Nobody is signed in there any more: that is what was asked for.
    const isGone = isKeywrightApiError(error) && (error.status === 401 || error.status === 404)
    if (!isGone) throw error
    await reload()
  }
}
