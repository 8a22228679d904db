/**
 * The cookies of a session for a browser without scripts. Elsewhere the page's own script writes them (wire contract 3.1);
 * they have the same names, values and lives here.
 */
import { bothNames, type ClientState, clientUat, serverWritesClientUat } from '../domains/clients/index.ts'
import type { Instance } from '../domains/instances/index.ts'
import { expireCookie, serializeCookie } from '../platform/http/cookies.ts'
import type { RequestInfo } from '../platform/http/request-info.ts'
import type { InnerApi } from './inner-api.ts'

const yearSeconds = 365 * 24 * 60 * 60

/** Makes a session the active one, and returns what tells the app's server of it. */
export async function activateSession(
  instance: Instance,
  info: RequestInfo,
  api: InnerApi,
  sessionId: string,
): Promise<string[]> {
  const form = new URLSearchParams({ intent: 'select_session' })
  const path = `/v1/client/sessions/${encodeURIComponent(sessionId)}/touch`
  const answer = await api.send({ method: 'POST', path, form })
  if (!answer.ok) return []
  const { client } = (await answer.json()) as { client: ClientState | null }
  const jwt = client?.sessions.find(({ id }) => id === sessionId)?.last_active_token?.jwt
  const attributes = { secure: info.secure, maxAgeSeconds: yearSeconds }
  const token = jwt
    ? bothNames(instance, '__session').map((name) => serializeCookie(name, jwt, attributes))
    : []
  return [...token, ...clientUatCookies(instance, info, client)]
}

/** What tells the app's server that nobody is signed in any more. */
export function endSession(instance: Instance, info: RequestInfo): string[] {
  const expired = bothNames(instance, '__session').map((name) => expireCookie(name, { secure: info.secure }))
  return [...expired, ...clientUatCookies(instance, info, null)]
}

function clientUatCookies(instance: Instance, info: RequestInfo, client: ClientState | null): string[] {
  if (serverWritesClientUat(instance, new URL(info.publicUrl).origin)) return []
  const value = String(clientUat(client))
  return bothNames(instance, '__client_uat').map((name) =>
    serializeCookie(name, value, { secure: info.secure, sameSite: 'Strict', maxAgeSeconds: yearSeconds }),
  )
}
