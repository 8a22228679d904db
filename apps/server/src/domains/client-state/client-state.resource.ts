import type { ClientResource, ClientSessionResource, InstanceSettings } from '@keywright/contract'
import type { z } from 'zod'
import type { Client, ClientState } from '../clients/index.ts'
import { factorVerificationAge, type Session, toSessionBase, toSessionResource } from '../sessions/index.ts'
import {
  toClientUserResource,
  toPublicUserData,
  type User,
  type UserResourceContext,
} from '../users/index.ts'

export type ClientSession = z.input<typeof ClientSessionResource>

interface ClientSessionContext extends UserResourceContext {
  /** Absent, too, where none would fit into a cookie. */
  jwt?: string | undefined
  /** Why the session is not in the organization that it was last in. */
  unmetPolicy?: NonNullable<ClientSession['unmet_organization_policy']>
  memberships: Parameters<typeof toClientUserResource>[1]
}

/** A session as its own client sees it. Without a token where nobody is signed in any more. */
export function toClientSession(
  session: Session,
  user: User,
  { jwt, unmetPolicy, memberships, ...context }: ClientSessionContext,
): ClientSession {
  const isMember = memberships.some(
    ({ organization }) => organization.id === session.lastActiveOrganizationId,
  )
  const lastActiveOrganizationId = isMember ? session.lastActiveOrganizationId : null
  return {
    ...toSessionBase({ ...session, lastActiveOrganizationId }, context.instance.settings),
    last_active_organization_id: lastActiveOrganizationId,
    ...(unmetPolicy && { unmet_organization_policy: unmetPolicy }),
    last_active_token: jwt === undefined ? null : { object: 'token', jwt },
    user: toClientUserResource(user, memberships, context),
    public_user_data: toPublicUserData(user, context),
    factor_verification_age: factorVerificationAge(session, context.now),
    created_at: session.createdAt.getTime(),
    updated_at: session.updatedAt.getTime(),
  }
}

interface ClientParts {
  sessions: ClientSession[]
  signIn: ClientState['sign_in']
  signUp: ClientState['sign_up']
}

/** A client as it sees itself (wire contract 3.2). */
export function toClientState(client: Client, { sessions, signIn, signUp }: ClientParts): ClientState {
  return {
    ...toClientBase(client),
    sessions,
    sign_in: signIn,
    sign_up: signUp,
    // The cookie is renewed at every sign-in and outlives any session: clerk-js need not renew it (wire contract 3.7).
    cookie_expires_at: null,
    captcha_bypass: false,
  }
}

/** A client as servers see it, with every session it ever had. */
export function toClientResource(
  client: Client,
  sessions: readonly Session[],
  settings: InstanceSettings,
): z.input<typeof ClientResource> {
  return {
    ...toClientBase(client),
    session_ids: sessions.map(({ id }) => id),
    sessions: sessions.map((session) => toSessionResource(session, settings)),
    sign_in_id: client.signInId,
    sign_up_id: client.signUpId,
  }
}

function toClientBase(client: Client) {
  return {
    object: 'client' as const,
    id: client.id,
    last_active_session_id: client.lastActiveSessionId,
    last_authentication_strategy: client.lastAuthenticationStrategy,
    created_at: client.createdAt.getTime(),
    updated_at: client.updatedAt.getTime(),
  }
}
