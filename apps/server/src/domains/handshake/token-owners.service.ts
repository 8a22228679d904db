import { DomainError } from '../../platform/domain-error.ts'
import type { Client, ClientsService } from '../clients/index.ts'
import type { Scope } from '../instances/index.ts'
import { isSignedIn, type Session, type SessionsService } from '../sessions/index.ts'
import type { SessionTokenReader } from './session-token-reader.ts'

export interface TokenOwnersDeps {
  reader: SessionTokenReader
  sessions: Pick<SessionsService, 'find' | 'get' | 'listOfClients'>
  clients: Pick<ClientsService, 'get'>
}

export type TokenOwners = ReturnType<typeof createTokenOwners>

/** Whose a session token is, for servers that ask instead of verifying it themselves. */
export function createTokenOwners({ reader, sessions, clients }: TokenOwnersDeps) {
  async function ownerOf(scope: Scope, token: string): Promise<Session> {
    const read = await reader.read(scope.instance, token)
    const sid = read.kind === 'proven' ? read.claims.sid : undefined
    if (typeof sid !== 'string') throw new DomainError('invalid_session_token')
    const session = await sessions.find(scope, sid)
    if (!session || !isSignedIn(session)) throw new DomainError('invalid_session_token')
    return session
  }

  return {
    /** The session, if the token is one of its tokens and it goes on. */
    async verifySession(scope: Scope, sessionId: string, token: string): Promise<Session> {
      await sessions.get(scope, sessionId)
      const session = await ownerOf(scope, token)
      if (session.id !== sessionId) throw new DomainError('invalid_session_token')
      return session
    },

    /** The client that holds the token's session, with every session it ever had. */
    async verifyClient(scope: Scope, token: string): Promise<{ client: Client; sessions: Session[] }> {
      const { clientId } = await ownerOf(scope, token)
      const client = await clients.get(scope, clientId)
      return { client, sessions: await sessions.listOfClients(scope, [clientId]) }
    },
  }
}
