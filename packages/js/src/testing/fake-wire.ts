/** Wire objects as a server would write them, with the least in them. */
import type { ClientState } from '../flows/flow-api.ts'
import type { MembershipWire } from '../resources/organization.ts'

export interface TokenFacts {
  sessionId: string
  /** Seconds by the server's clock. */
  issuedAt: number
  lifetimeSeconds?: number
  claims?: Record<string, unknown>
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
let tokenCount = 0

/** A token that can be read; nobody verifies it here. */
export function fakeToken({ sessionId, issuedAt, lifetimeSeconds = 60, claims = {} }: TokenFacts): string {
  tokenCount += 1
  const body = {
    ...{ sub: 'user_1', sid: sessionId, iat: issuedAt, exp: issuedAt + lifetimeSeconds, fva: [0, -1] },
    ...{ jti: String(tokenCount), ...claims },
  }
  return `${encode({ alg: 'RS256', oiat: issuedAt })}.${encode(body)}.c2ln`
}

/** Of the organization `org_acme`, say, whose slug is `acme`. */
export function fakeMembership(slug: string, change: Partial<MembershipWire> = {}): MembershipWire {
  const id = `org_${slug}`
  const organization = {
    ...{ object: 'organization' as const, id, name: slug, slug, image_url: '', logo_url: null },
    ...{ has_image: false, members_count: 1, pending_invitations_count: 0, max_allowed_memberships: 0 },
    ...{ admin_delete_enabled: true, self_serve_sso_enabled: false, public_metadata: { plan_name: 'x' } },
    ...{ created_at: 1_000, updated_at: 1_000 },
  }
  const user = {
    ...{ first_name: 'Ada', last_name: 'Lovelace', image_url: '', profile_image_url: '', has_image: false },
    ...{ identifier: 'ada@example.com', user_id: 'user_1', username: null },
    ...{ banned: false, deprovisioned: false },
  }
  return {
    ...{ object: 'organization_membership', id: `orgmem_${slug}`, role: 'org:member', role_name: 'Member' },
    ...{ roles: ['org:member'], permissions: ['org:sys_memberships:read'], public_metadata: {} },
    ...{ public_user_data: user, organization, created_at: 1_000, updated_at: 1_000 },
    ...change,
  }
}

function fakeUser(id = 'user_1') {
  return {
    ...{ object: 'user' as const, id, first_name: 'Ada', last_name: 'Lovelace', username: null },
    ...{ primary_email_address_id: 'idn_1', created_at: 1_000, updated_at: 1_000 },
    ...{ public_metadata: { plan_name: 'x' }, unsafe_metadata: {} },
    web3_wallets: [],
    organization_memberships: [] as MembershipWire[],
    email_addresses: [
      {
        ...{ id: 'idn_1', object: 'email_address', email_address: 'ada@example.com', linked_to: [] },
        verification: { object: 'verification_otp', status: 'verified', strategy: 'email_code' },
      },
    ],
  }
}

type SessionState = ClientState['sessions'][number]

export function fakeSession(
  id: string,
  jwt: string | null,
  change: Partial<SessionState> = {},
): SessionState {
  return {
    ...{
      object: 'session',
      id,
      status: 'active',
      actor: null,
      tasks: null,
      last_active_organization_id: null,
    },
    ...{ expire_at: 9e12, abandon_at: 9e12, last_active_at: 1_000, created_at: 1_000, updated_at: 1_000 },
    last_active_token: jwt === null ? null : { object: 'token', jwt },
    user: fakeUser(),
    public_user_data: {
      ...{ first_name: 'Ada', last_name: 'Lovelace', image_url: '', profile_image_url: '', has_image: false },
      ...{ identifier: 'ada@example.com', user_id: 'user_1', username: null },
    },
    factor_verification_age: [0, -1],
    ...change,
  } as SessionState
}

export function fakeClient(change: Partial<ClientState> = {}): ClientState {
  return {
    ...{ object: 'client', id: 'client_1', sessions: [], sign_in: null, sign_up: null },
    ...{ last_active_session_id: null, last_authentication_strategy: null, cookie_expires_at: null },
    ...{ captcha_bypass: false, created_at: 1_000, updated_at: 1_000 },
    ...change,
  } as ClientState
}
