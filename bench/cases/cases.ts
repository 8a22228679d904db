/** The cases that put load on a server. Each is a name, what it sends, and what a good answer says. */
import type { LoadPlan } from '../load/load-plan.ts'
import {
  coldSessionCount,
  memberSessionCount,
  organizationIdOf,
  secretKeys,
  sessionCount,
  warmSessionCount,
} from '../seed/bench-users.ts'
import type { Peer } from '../servers/peer.ts'
import type { ServerProcess } from '../servers/server-process.ts'
import * as requests from './requests.ts'

export interface LoadCase {
  name: CaseName
  server: ServerProcess
  /** The plan of a round; round 0 warms up. */
  plan(round: number, milliseconds: number): LoadPlan
  /** What must be in the answer. */
  expects: RegExp
}

export const caseNames = [
  'token mint, warm',
  'token mint, cold',
  'peer: token, RS256',
  'GET /v1/client',
  'peer: get-session',
  'password sign-in',
  'peer: password sign-in',
  'list of 1,000 users',
  'list of 100,000 users',
  'token of a member of 10,000',
  'list of 10 members',
  'list of 10,000 members',
] as const
export type CaseName = (typeof caseNames)[number]

/** Requests under way at a time: enough to keep both cores busy, few enough that latencies are no queue. */
const connections = 16
/** A password hash keeps a core busy for milliseconds, so few are enough. */
const signInConnections = 4

export interface CaseSubjects {
  keywright: ServerProcess
  clientCookie: string
  peer: Peer
  coldPerRound: number
}

export function loadCases({ keywright, clientCookie, peer, coldPerRound }: CaseSubjects): LoadCase[] {
  const warm = range(0, warmSessionCount)
  const cold = (round: number) => {
    const begin = warmSessionCount + ((round * coldPerRound) % coldSessionCount)
    return range(begin, begin + coldPerRound).map((index) => requests.mintRequest(clientCookie, index))
  }
  const ours = (name: CaseName, list: string[], expects: RegExp, width = connections): LoadCase =>
    repeating({ name, server: keywright, expects }, list, width)
  const theirs = (name: CaseName, list: string[], expects: RegExp, width = connections): LoadCase =>
    repeating({ name, server: peer, expects }, list, width)
  return [
    ours(
      'token mint, warm',
      warm.map((index) => requests.mintRequest(clientCookie, index)),
      /"jwt":"ey/,
    ),
    {
      name: 'token mint, cold',
      server: keywright,
      expects: /"jwt":"ey/,
      plan: (round) => ({ port: keywright.port, connections, requests: cold(round), expectedStatus: 200 }),
    },
    theirs('peer: token, RS256', peer.cookies.map(requests.peerTokenRequest), /"token":"ey/),
    ours(
      'GET /v1/client',
      warm.map((index) => requests.clientRequest(clientCookie, index)),
      /"object":"session"/,
    ),
    theirs('peer: get-session', peer.cookies.map(requests.peerSessionRequest), /"email":"user0@/),
    ours('password sign-in', requests.signInRequests(), /"status":"complete"/, signInConnections),
    theirs(
      'peer: password sign-in',
      peer.cookies.map((_, index) => requests.peerSignInRequest(peer.port, index)),
      /"token":"/,
      signInConnections,
    ),
    ours('list of 1,000 users', [requests.userListRequest(secretKeys.small)], /"object":"user"/),
    ours('list of 100,000 users', [requests.userListRequest(secretKeys.large)], /"object":"user"/),
    ours(
      'token of a member of 10,000',
      range(sessionCount - memberSessionCount, sessionCount).map((index) =>
        requests.mintRequest(clientCookie, index, organizationIdOf(0)),
      ),
      /"jwt":"ey/,
    ),
    ours('list of 10 members', [requests.memberListRequest(secretKeys.small)], /"total_count":10}/),
    ours('list of 10,000 members', [requests.memberListRequest(secretKeys.large)], /"total_count":10000}/),
  ]
}

function repeating(head: Omit<LoadCase, 'plan'>, list: string[], width: number): LoadCase {
  const { port } = head.server
  const plan = (_round: number, milliseconds: number) => ({
    ...{ port, connections: width, requests: list, expectedStatus: 200, milliseconds },
  })
  return { ...head, plan }
}

function range(begin: number, end: number): number[] {
  return Array.from({ length: end - begin }, (_, index) => begin + index)
}
