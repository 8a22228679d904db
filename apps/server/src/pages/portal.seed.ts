/** What a page of the portal is given, so that it need not ask before it can be used. */
import type { EnvironmentWire } from '@keywright/contract'
import { bothNames, type ClientState } from '../domains/clients/index.ts'
import type { Instance } from '../domains/instances/index.ts'
import { cookie, type HttpRequest } from '../platform/http/http-request.ts'
import type { InnerApi } from './inner-api.ts'
import { isAuthView, isElsewhere, type PortalPlace } from './portal.policy.ts'

/** Who is signed in on the browser that asks; `undefined` where its client is at another host. */
export async function readClient(
  instance: Instance,
  request: HttpRequest,
  api: InnerApi,
): Promise<ClientState | null | undefined> {
  if (isElsewhere(instance, request)) return undefined
  const answer = await api.send({ method: 'GET', path: '/v1/client' })
  if (!answer.ok) return undefined
  const { response } = (await answer.json()) as { response: ClientState | null }
  return response
}

/** The answers to what its client asks first, by path. Tokens are fetched where they are used: no page needs one in its source. */
export function seedOf(
  environment: EnvironmentWire,
  client: ClientState | null | undefined,
): Record<string, unknown> {
  if (client === undefined) return { '/v1/environment': environment }
  const response = client && {
    ...client,
    sessions: client.sessions.map((session) => ({ ...session, last_active_token: null })),
  }
  return { '/v1/environment': environment, '/v1/client': { response } }
}

/**
 * Whether a first step can be shown to somebody whose client is at another host: nobody has signed in there, as the cookie
 * says that it shares with this one. Should an attempt be under way, it is found out about afterwards.
 */
export function isStranger(instance: Instance, request: HttpRequest, { view, part }: PortalPlace): boolean {
  const isFirstStep = isAuthView(view) && part === '' && !request.url.searchParams.has('__clerk_status')
  return (
    isFirstStep && bothNames(instance, '__client_uat').every((name) => (cookie(request, name) ?? '0') === '0')
  )
}
