import type { ClientId, SessionId, UserId } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { newId } from '../../platform/ids.ts'
import {
  type Client,
  type ClientChange,
  type ClientCondition,
  type ClientsService,
  meets,
} from '../clients/index.ts'
import { type EventAttributes, recordInvalidation } from '../events/index.ts'
import type { Instance, Scope } from '../instances/index.ts'
import { hasSecondFactor } from '../second-factors/index.ts'
import type { SignInTrace, User, UsersService } from '../users/index.ts'
import type { EndedStatus, Session, SignedInSession } from './session.entity.ts'
import { createSessionActivity } from './session-activity.service.ts'
import { createSessionEnds, recordSessionIn } from './session-ends.service.ts'
import { createSessionReads } from './session-reads.service.ts'
import { isSignedIn, mustChooseOrganization, sessionEnds, tasksOf } from './sessions.policy.ts'
import * as repository from './sessions.repository.ts'
import { listSignedInSessionsOfClient, listSignedInSessionsOfUser } from './sessions-search.repository.ts'

export interface SessionsDeps {
  db: Db
  clock: Clock
  clients: ClientsService
  users: Pick<UsersService, 'changeUserIn' | 'noteSignInIn'>
  /**
   * The id of the organization of this id or slug. Throws `resource_not_found` where the user is no member of it, and
   * `organization_policy_unmet` where the session may not act in it.
   */
  requireOrganization: (
    scope: Scope,
    userId: UserId,
    idOrSlug: string,
    session?: Pick<Session, 'firstFactorStrategy' | 'secondFactorVerifiedAt' | 'createdAt'>,
  ) => Promise<string>
  /** The id of the organization that a session acts in: its own, if it may. */
  actingIn: (scope: Scope, session: Session) => Promise<string | null>
  /** The id of the one organization that the user is a member of; `undefined` where there is none, or a choice. */
  findOnlyOrganization: (tx: Db, scope: Scope, userId: UserId) => Promise<string | undefined>
}

export interface CreateSessionInput {
  clientId: ClientId
  userId: UserId
  /** The user as read before: not read or locked again, but the transaction collides if they have changed by its end. */
  known?: User | undefined
  firstFactorVerifiedAt?: Date | null
  secondFactorVerifiedAt?: Date | null
  actor?: object | null
  lastActiveOrganizationId?: string | null
  /** How the user signed in; remembered for the next time. */
  strategy?: string
  /** Refuses more than the banned, and says what else of the user changes as they come in. */
  admit?: (user: User) => Partial<SignInTrace> | undefined
  /** What began on the client is over with it, if the client is still as this says; else nobody is signed in. */
  completes?: ClientCondition
  /** Writes the client, if it is not written yet: what nobody knows of need not be locked, and holds nothing. */
  saveClientIn?: (tx: Db, change: ClientChange) => Promise<Client | undefined>
  /** Whose request it was, where it is not the one of the scope. */
  request?: EventAttributes
}

export type SessionsService = ReturnType<typeof createSessionsService>

/** Sessions: one user signed in on one client. Whatever changes one holds the lock of its client. */
export function createSessionsService(deps: SessionsDeps) {
  const { db, clock, clients, users, requireOrganization } = deps
  const begun = new WeakMap<Client, { session: Session; user: User }>()
  const ends = createSessionEnds({ clock, clients })
  const reads = createSessionReads({ db, clock })
  const activity = createSessionActivity({ db, clock, users })
  const { get } = reads

  /** In single-session mode a new session takes the place of those before it. */
  async function replaceOthersIn(tx: Db, scope: Scope, client: Client): Promise<void> {
    const { instance } = scope
    // A client on which somebody is signed in has a session it works with.
    if (!instance.settings.sessions.single_session_mode || client.lastActiveSessionId === null) return
    const others = await listSignedInSessionsOfClient(tx, instance.id, client.id, clock.now())
    await ends.finishIn(tx, scope, others, 'replaced')
  }

  /** Locks the client on which somebody signs in, and makes room on it. */
  async function takeClientIn(
    tx: Db,
    scope: Scope,
    { clientId, completes }: CreateSessionInput,
  ): Promise<Client> {
    const [client] = await clients.lockIn(tx, scope, [clientId])
    if (!client) throw new DomainError('client_not_found')
    if (completes && !meets(client, completes)) throw new DomainError('client_state_invalid')
    await replaceOthersIn(tx, scope, client)
    return client
  }

  /** Notes on the user that they came in. Where no client is to be locked behind them, nothing waits for that. */
  async function admitIn(
    tx: Db,
    scope: Scope,
    { userId, known, admit }: CreateSessionInput,
    when: 'now' | 'at commit',
  ): Promise<User> {
    const now = clock.now()
    const decide = (before: User) => {
      if (before.banned) throw new DomainError('user_banned')
      return { ...admit?.(before), lastSignInAt: now, lastActiveAt: now }
    }
    return known
      ? await users.noteSignInIn(tx, scope, known, decide(known), when)
      : await users.changeUserIn(tx, scope, userId, decide)
  }

  /** Where everybody has to choose an organization, those who have one only need not be asked. */
  async function firstOrganizationIn(
    tx: Db,
    scope: Scope,
    { userId, lastActiveOrganizationId }: CreateSessionInput,
  ): Promise<string | null> {
    if (lastActiveOrganizationId || !mustChooseOrganization(scope.instance.settings))
      return lastActiveOrganizationId ?? null
    return (await deps.findOnlyOrganization(tx, scope, userId)) ?? null
  }

  /** Signs a user in on a client. Locks the user, then the client: the order everybody keeps. */
  async function createIn(tx: Db, scope: Scope, input: CreateSessionInput): Promise<Session> {
    const id = newId('session')
    const change = {
      lastActiveSessionId: id,
      ...(input.strategy === undefined ? {} : { lastAuthenticationStrategy: input.strategy }),
    }
    const saved = await input.saveClientIn?.(tx, change)
    const user = await admitIn(tx, scope, input, saved ? 'at commit' : 'now')
    const client = saved ?? (await takeClientIn(tx, scope, input))
    const values = {
      ...{ ...newSession(scope, input, clock.now()), id, clientGeneration: client.tokenGeneration },
      twoFactorEnabled: hasSecondFactor(user),
      lastActiveOrganizationId: await firstOrganizationIn(tx, scope, input),
    }
    const session = await repository.insertSession(tx, scope.instance.id, values)
    await recordSessionIn(tx, scope, 'session.created', session)
    // Whoever counts those who are signed in learns here who is not yet.
    if (tasksOf(session, scope.instance.settings).length > 0)
      await recordSessionIn(tx, scope, 'session.pending', session)
    const ended = input.completes ? { signInId: null, signUpId: null } : {}
    if (saved) begun.set(saved, { session, user })
    else await clients.changeStateIn(tx, scope, client.id, { ...change, ...ended })
    return session
  }

  async function finishOneIn(tx: Db, scope: Scope, sessionId: string, status: EndedStatus): Promise<Session> {
    const [ended] = await ends.finishIn(tx, scope, [await get(scope, sessionId, tx)], status)
    return ended ?? (await get(scope, sessionId, tx))
  }

  /** Ends all sessions of a user, but one if it is named. For bans, deletion, and a new password. `clientToo` is locked with theirs. */
  async function revokeAllOfUserIn(
    tx: Db,
    scope: Scope,
    userId: UserId,
    options: { except?: SessionId; clientToo?: ClientId } = {},
  ): Promise<Session[]> {
    const all = await listSignedInSessionsOfUser(tx, scope.instance.id, userId, clock.now())
    const others = all.filter(({ id }) => id !== options.except)
    return await ends.finishIn(tx, scope, others, 'revoked', options.clientToo)
  }

  /** Changes a session that goes on. It narrows nothing: what processes hold of it is dropped within their poll. */
  async function changeIn(
    tx: Db,
    scope: Scope,
    sessionId: string,
    change: repository.SessionChange,
  ): Promise<SignedInSession> {
    const { instance } = scope
    const session = await repository.updateSession(tx, instance.id, sessionId, change, clock.now())
    if (!session || !isSignedIn(session)) throw new DomainError('session_not_found')
    const { id: key, version } = session
    await recordInvalidation(tx, { instanceId: instance.id, kind: 'session', key, version, notify: false })
    return session
  }

  const inTransaction = <Result>(work: (tx: Db) => Promise<Result>) => db.transaction().execute(work)

  /** Marks sessions whose time is over, and reports their end; returns how many. */
  const sweepLapsed = (instance: Instance, limit = 200): Promise<number> =>
    inTransaction(async (tx) => {
      const scope: Scope = { instance, request: {} }
      const lapsed = await repository.listLapsedSessions(tx, instance.id, clock.now(), limit)
      const byEnd = Map.groupBy(lapsed, ({ status }) => status)
      const expired = await ends.finishIn(tx, scope, byEnd.get('expired') ?? [], 'expired')
      const abandoned = await ends.finishIn(tx, scope, byEnd.get('abandoned') ?? [], 'abandoned')
      return expired.length + abandoned.length
    })

  return {
    ...reads,
    recordActivity: activity.recordUse,
    createIn,
    /** What began on a client that was made together with it, if it was: nobody else can have changed it since. */
    begunWith: (client: Client) => begun.get(client),
    changeIn,
    revokeAllOfUserIn,

    /** Signs a user in on a client of their own that no browser has: for servers and tests. */
    create: (scope: Scope, userId: UserId, organizationId?: string | null): Promise<Session> =>
      inTransaction(async (tx) => {
        const lastActiveOrganizationId = organizationId
          ? await requireOrganization(scope, userId, organizationId)
          : null
        const { client } = await clients.create(scope, tx)
        const created = { clientId: client.id, userId, firstFactorVerifiedAt: clock.now() }
        return await createIn(tx, scope, { ...created, lastActiveOrganizationId })
      }),

    /** The user signed out, and the account may stay in the list of known ones. */
    endIn: (tx: Db, scope: Scope, sessionId: string) => finishOneIn(tx, scope, sessionId, 'ended'),
    /** The user signed out and took the account off the device. */
    removeIn: (tx: Db, scope: Scope, sessionId: string) => finishOneIn(tx, scope, sessionId, 'removed'),
    /** Somebody else, or the user from elsewhere, ended the session. */
    revokeIn: (tx: Db, scope: Scope, sessionId: string) => finishOneIn(tx, scope, sessionId, 'revoked'),

    end: (scope: Scope, sessionId: string) =>
      inTransaction((tx) => finishOneIn(tx, scope, sessionId, 'ended')),
    remove: (scope: Scope, sessionId: string) =>
      inTransaction((tx) => finishOneIn(tx, scope, sessionId, 'removed')),
    /** Throws `invalid_action_for_session` for one that has ended already. */
    revoke: (scope: Scope, sessionId: string) =>
      inTransaction(async (tx) => {
        if (!isSignedIn(await get(scope, sessionId, tx))) throw new DomainError('invalid_action_for_session')
        return await finishOneIn(tx, scope, sessionId, 'revoked')
      }),

    /** Signs everybody out on a client. */
    removeAllOfClient: (scope: Scope, clientId: ClientId): Promise<Session[]> =>
      inTransaction(async (tx) => {
        const { instance } = scope
        const all = await listSignedInSessionsOfClient(tx, instance.id, clientId, clock.now())
        return await ends.finishIn(tx, scope, all, 'removed')
      }),

    /**
     * Makes a session the one its client works with, and notes that it is used. With an organization, by id or slug, it works
     * in that one from now on; `null`: for the personal account, which throws `personal_accounts_not_allowed` where there is none.
     */
    async touch(scope: Scope, session: Session, organization?: string | null): Promise<void> {
      const { userId } = session
      const after = organization
        ? await requireOrganization(scope, userId, organization, session)
        : organization === undefined
          ? undefined
          : null
      // Who is not shown that they are in an organization says so by every touch, and leaves nothing by it.
      const before = after === null ? await deps.actingIn(scope, session) : session.lastActiveOrganizationId
      if (after === null && before !== null && mustChooseOrganization(scope.instance.settings))
        throw new DomainError('personal_accounts_not_allowed', { param: 'active_organization_id' })
      await activity.recordUse(scope, session)
      await activity.noteUser(scope, userId)
      await clients.changeIn(db, scope, session.clientId, { lastActiveSessionId: session.id })
      if (after === undefined || before === after) return
      await inTransaction((tx) => changeIn(tx, scope, session.id, { lastActiveOrganizationId: after }))
    },

    /** Sessions of a user, or of everybody, work for an organization no more. Tokens are refused by what ended, not by this. */
    leaveOrganizationIn: (
      tx: Db,
      { instance }: Scope,
      organizationId: string,
      userId?: UserId,
    ): Promise<void> => repository.leaveOrganization(tx, instance.id, organizationId, userId),

    sweepLapsed,

    /** Marks them all, a few in each transaction: a long one would hold up the event log's readers. */
    async sweepAllLapsed(instance: Instance): Promise<void> {
      while ((await sweepLapsed(instance)) > 0);
    },
  }
}

/** What a session is written as, apart from its id and what its client knows. */
function newSession(
  { instance, request }: Scope,
  input: CreateSessionInput,
  now: Date,
): Omit<repository.NewSession, 'id' | 'clientGeneration' | 'lastActiveOrganizationId' | 'twoFactorEnabled'> {
  const { ip, userAgent } = input.request ?? request
  return {
    clientId: input.clientId,
    userId: input.userId,
    status: 'active',
    actor: input.actor ?? null,
    firstFactorVerifiedAt: input.firstFactorVerifiedAt ?? null,
    firstFactorStrategy: input.strategy ?? null,
    secondFactorVerifiedAt: input.secondFactorVerifiedAt ?? null,
    ipAddress: ip ?? null,
    userAgent: userAgent?.slice(0, 512) ?? null,
    ...sessionEnds(instance.settings.sessions, now),
    now,
  }
}
