/** Somebody who is signed in, as the server writes them. */
import type { ClientState } from '@keywright/js/flows'

const longAgo = Date.UTC(2026, 0, 12)

type Session = ClientState['sessions'][number]

/** An account elsewhere. */
export function makeAccount(id: string, provider: string, given: { username?: string; error?: string } = {}) {
  const { username = null, error } = given
  const fault = { code: error, message: '', long_message: '', meta: {} }
  return {
    ...{ object: 'external_account', id, provider, identification_id: id, provider_user_id: '1' },
    ...{ approved_scopes: '', email_address: 'ada@example.com', email_address_verified: true, username },
    ...{ first_name: 'Ada', last_name: 'Lovelace', avatar_url: '', image_url: '', label: null },
    ...{ phone_number: null, public_metadata: {}, created_at: longAgo, updated_at: longAgo },
    verification: {
      ...{ object: 'verification_oauth', strategy: provider, attempts: null, expire_at: null },
      ...(error ? { status: 'failed', error: fault } : { status: 'verified', error: null }),
    },
  } as const
}

/** A wallet. */
export function makeWallet(id: string, address: string, status: 'verified' | 'unverified' = 'verified') {
  return {
    ...{ id, object: 'web3_wallet', web3_wallet: address, created_at: longAgo, updated_at: longAgo },
    verification: {
      ...{ object: 'verification_web3', strategy: 'web3_metamask_signature', status },
      ...{ attempts: 0, expire_at: longAgo },
    },
  } as const
}

export function makeAddress(
  id: string,
  address: string,
  status: 'verified' | 'unverified' | null = 'verified',
) {
  const verification = { object: 'verification_otp', strategy: 'email_code', attempts: 1, expire_at: null }
  return {
    ...{ id, object: 'email_address', email_address: address, reserved: false, linked_to: [] },
    verification: status && { ...verification, status },
    ...{ matches_sso_connection: false, created_at: longAgo, updated_at: longAgo },
  } as const
}

/** Ada, with what is said otherwise. */
export function makeUser(change: object = {}) {
  return {
    ...{
      object: 'user',
      id: 'user_1',
      username: null,
      first_name: 'Ada',
      last_name: 'Lovelace',
      locale: null,
    },
    ...{ primary_email_address_id: 'idn_1', image_url: '', has_image: false },
    web3_wallets: [],
    email_addresses: [makeAddress('idn_1', 'ada@example.com')],
    ...{ password_enabled: true, two_factor_enabled: false, delete_self_enabled: true },
    ...{ created_at: longAgo, updated_at: longAgo, last_sign_in_at: longAgo },
    ...change,
  } as const
}

export function makeSession(id: string, user: ReturnType<typeof makeUser> = makeUser()): Session {
  const session = {
    ...{ object: 'session', id, status: 'active', actor: null, tasks: null, last_active_token: null },
    ...{ expire_at: 9e12, abandon_at: 9e12, last_active_at: longAgo - Number(id.replace(/\D/g, '')) },
    ...{ factor_verification_age: [0, -1], created_at: longAgo, updated_at: longAgo, user },
    public_user_data: {
      ...{ first_name: user.first_name, last_name: user.last_name, username: user.username },
      ...{ image_url: user.image_url, profile_image_url: user.image_url, has_image: user.has_image },
      ...{ identifier: user.email_addresses[0].email_address, user_id: user.id },
    },
  }
  // A whole session has more that no component reads.
  return session as unknown as Session
}

export const grace = makeUser({
  ...{ id: 'user_2', first_name: 'Grace', last_name: 'Hopper' },
  email_addresses: [makeAddress('idn_2', 'grace@example.com')],
})

export function makeClient(...sessions: Session[]): ClientState {
  const client = {
    ...{ object: 'client', id: 'client_1', sessions, sign_in: null, sign_up: null },
    last_active_session_id: sessions[0]?.id ?? null,
  }
  return client as unknown as ClientState
}
