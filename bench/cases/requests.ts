/** The requests of every case, as they go over the wire. */

import { benchPassword } from '../limits/password-hash.ts'
import { rawRequest } from '../load/load-plan.ts'
import {
  clientTokenOf,
  emailOf,
  organizationIdOf,
  pageOrigin,
  passwordUserCount,
  sessionIdOf,
} from '../seed/bench-users.ts'
import { peerCredentials } from '../servers/peer.ts'

const form = { 'content-type': 'application/x-www-form-urlencoded', origin: pageOrigin }

/** Asks for a session's token, as an app's page does each minute. */
export function mintRequest(clientCookie: string, index: number, organizationId = ''): string {
  const cookie = `${clientCookie}=${clientTokenOf(index)}`
  const body = `organization_id=${organizationId}`
  return rawRequest('POST', `/v1/client/sessions/${sessionIdOf(index)}/tokens`, { ...form, cookie }, body)
}

export function clientRequest(clientCookie: string, index: number): string {
  const cookie = `${clientCookie}=${clientTokenOf(index)}`
  return rawRequest('GET', '/v1/client', { origin: pageOrigin, cookie })
}

export function signInRequests(): string[] {
  return Array.from({ length: passwordUserCount }, (_, index) => {
    const body = new URLSearchParams({
      strategy: 'password',
      identifier: emailOf(index),
      password: benchPassword,
    })
    return rawRequest('POST', '/v1/client/sign_ins', form, body.toString())
  })
}

export function userListRequest(secretKey: string): string {
  return rawRequest('GET', '/v1/users?limit=10&order_by=-created_at', {
    authorization: `Bearer ${secretKey}`,
  })
}

export function memberListRequest(secretKey: string): string {
  return rawRequest('GET', `/v1/organizations/${organizationIdOf(0)}/memberships?limit=10`, {
    authorization: `Bearer ${secretKey}`,
  })
}

export function peerTokenRequest(cookie: string): string {
  return rawRequest('GET', '/api/auth/token', { cookie })
}

export function peerSessionRequest(cookie: string): string {
  return rawRequest('GET', '/api/auth/get-session', { cookie })
}

export function peerSignInRequest(port: number, index: number): string {
  const headers = { 'content-type': 'application/json', origin: `http://127.0.0.1:${port}` }
  return rawRequest('POST', '/api/auth/sign-in/email', headers, JSON.stringify(peerCredentials(index)))
}
