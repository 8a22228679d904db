import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { CallerClient } from '../clients/index.ts'
import type { Scope } from '../instances/index.ts'
import { mustSetUpSecondFactor } from '../second-factors/index.ts'
import type { Session, SignedInSession } from './session.entity.ts'
import { callerAtPresent, isOpenToCaller, isSignedIn, mustChooseOrganization } from './sessions.policy.ts'
import { findSession, findSessionOfClient } from './sessions.repository.ts'
import * as repository from './sessions-search.repository.ts'

/** Finding sessions: any, those of a client, those of a user. What has lapsed is never shown as going on. */
export function createSessionReads({ db, clock }: { db: Db; clock: Clock }) {
  const find = ({ instance }: Scope, sessionId: string, from: Db = db): Promise<Session | undefined> =>
    findSession(from, instance.id, sessionId, clock.now())

  return {
    find,

    async get(scope: Scope, sessionId: string, from: Db = db): Promise<Session> {
      const session = await find(scope, sessionId, from)
      if (!session) throw new DomainError('resource_not_found')
      return session
    },

    /** A session that a caller's client holds and may speak for; any other throws the code. */
    async getOwn(
      scope: Scope,
      caller: CallerClient | undefined,
      sessionId: string,
      code: 'session_not_found' | 'signed_out' = 'session_not_found',
    ): Promise<SignedInSession> {
      if (!caller) throw new DomainError(code)
      const found = await findSessionOfClient(db, scope.instance.id, caller.id, sessionId, clock.now())
      // A stranger's session and an ended one get the same answer as one that never was.
      if (!found || !isSignedIn(found.session)) throw new DomainError(code)
      const { session, tokenGeneration } = found
      if (!isOpenToCaller(session, callerAtPresent(caller, tokenGeneration))) throw new DomainError(code)
      return session
    },

    /** A session of a user that goes on, on whichever client. */
    async getOfUser(scope: Scope, userId: string, sessionId: string): Promise<SignedInSession> {
      const session = await find(scope, sessionId)
      if (!session || session.userId !== userId || !isSignedIn(session))
        throw new DomainError('session_not_found')
      return session
    },

    listSignedInOfClient: ({ instance }: Scope, clientId: string, from: Db = db): Promise<Session[]> =>
      repository.listSignedInSessionsOfClient(from, instance.id, clientId, clock.now()),

    listSignedInOfUser: ({ instance }: Scope, userId: string): Promise<Session[]> =>
      repository.listSignedInSessionsOfUser(db, instance.id, userId, clock.now()),

    listOfClients: ({ instance }: Scope, clientIds: readonly string[]): Promise<Session[]> =>
      repository.listSessionsOfClients(db, instance.id, clientIds, clock.now()),

    async search(
      scope: Scope,
      request: Omit<repository.SessionPage, 'filters'> & {
        filters: Omit<repository.SessionFilters, keyof repository.TaskRules>
      },
    ): Promise<{ sessions: Session[]; total: number }> {
      const { id, settings } = scope.instance
      const filters = {
        ...request.filters,
        mustChooseOrganization: mustChooseOrganization(settings),
        mustSetUpSecondFactor: mustSetUpSecondFactor(settings),
      }
      const page = { ...request, filters }
      const sessions = await repository.searchSessions(db, id, page, clock.now())
      return { sessions, total: await repository.countSessions(db, id, page.filters, clock.now()) }
    },
  }
}
