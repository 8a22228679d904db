import type { ClientState } from '../flows/flow-api.ts'
import { organizationIdOf, type TokenClaims } from '../tokens/decode-token.ts'

/**
 * Who was signed in when the last token came, for the time in which the server cannot be asked: without the user's data, but
 * whoever was signed in stays so. The first real answer takes its place.
 */
export function clientFromToken(claims: TokenClaims): ClientState {
  const issuedAt = claims.iat * 1000
  const session = {
    object: 'session',
    id: claims.sid,
    status: claims.sts ?? 'active',
    actor: claims.act ?? null,
    tasks: null,
    expire_at: issuedAt,
    abandon_at: issuedAt,
    last_active_at: issuedAt,
    last_active_organization_id: organizationIdOf(claims),
    last_active_token: null,
    user: null,
    public_user_data: null,
    factor_verification_age: claims.fva ?? [-1, -1],
    created_at: issuedAt,
    updated_at: issuedAt,
  }
  return {
    object: 'client',
    id: '',
    // Only here is a session without its user.
    sessions: [session] as unknown as ClientState['sessions'],
    sign_in: null,
    sign_up: null,
    last_active_session_id: claims.sid,
    last_authentication_strategy: null,
    cookie_expires_at: null,
    captcha_bypass: false,
    created_at: issuedAt,
    updated_at: issuedAt,
  }
}
