/** Changing who is the active user of this page, and leaving. */
import { isKeywrightApiError } from '@keywright/client'
import type { SessionCenter } from './client/session-center.ts'
import type { SessionVerbs, SetActiveParams, SignOutOptions } from './interface.ts'
import type { Organizations } from './organizations/organizations.ts'
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
  organizations(): Organizations | undefined
  /** Asks the server who is signed in. */
  reload(): Promise<unknown>
}

export function createSessionVerbs(deps: SessionVerbsDeps): SessionVerbs {
  const { transport, center, source, organizations, urls, navigate, reload } = deps

  const known = (id: string) => center.resources().client?.signedInSessions.find((one) => one.id === id)

  async function findSession(wanted: SetActiveParams['session']): Promise<SessionResource | null> {
    if (wanted === undefined) return center.resources().session ?? null
    if (wanted === null) return null
    const id = typeof wanted === 'string' ? wanted : wanted.id
    // It may have been made in another window a moment ago.
    if (!known(id)) await reload()
    const found = known(id)
    if (!found) throw new TypeError('Keywright: no session of this browser.')
    return found
  }

  /** The id of an organization of the user; `undefined`: the one the session is in. */
  async function findOrganization(
    sessionId: string,
    wanted: SetActiveParams['organization'],
  ): Promise<string | null | undefined> {
    if (wanted === undefined || wanted === null) return wanted
    const named = typeof wanted === 'string' ? wanted : wanted.id
    const find = () =>
      known(sessionId)
        ?.user?.organizationMemberships.map((one) => one.organization)
        .find(({ id, slug }) => id === named || slug === named)?.id
    // Somebody else may have made the user a member meanwhile.
    if (find() === undefined) await reload()
    const id = find()
    if (id === undefined) throw new TypeError('Keywright: setActive: no organization of this user.')
    return id
  }

  async function touch(sessionId: string, organizationId: string | null | undefined): Promise<void> {
    const path = `/v1/client/sessions/${sessionId}/touch`
    const form = {
      intent: organizationId === undefined ? 'select_session' : 'select_org',
      active_organization_id: organizationId,
    }
    await transport.send({ method: 'POST', path, form })
    // The app's server reads the token on the next page.
    await source.get({ ...center.keyOf(sessionId), ...(organizationId !== undefined && { organizationId }) })
    // Only now: until there is a token for it, everybody goes on with the one before.
    if (organizationId !== undefined) organizations()?.choose(sessionId, organizationId)
  }

  async function setActive(params: SetActiveParams): Promise<void> {
    const session = await findSession(params.session)
    const organizationId = session && (await findOrganization(session.id, params.organization))
    if (session) await touch(session.id, organizationId)
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
