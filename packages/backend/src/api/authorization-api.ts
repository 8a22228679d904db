import type { CheckAuthorizationParams } from '../auth/check-authorization.ts'
import type { Call } from './call.ts'

/** Of whom is asked: whoever holds a session token, also one that has expired, or a user in an organization. */
type AskedOf = { sessionToken: string } | { userId: string; organizationId?: string | null | undefined }

type AuthorizationQuestion = AskedOf &
  Pick<CheckAuthorizationParams, 'role' | 'permission' | 'reverification'>

/** Ours: why somebody may do something, or may not, by what holds now. `has.explain` tells it of a token without asking. */
export function createAuthorizationApi(call: Call) {
  return {
    explain: ({ reverification, ...asked }: AuthorizationQuestion) =>
      call('explainAuthorization', {
        body: { ...asked, reverification: toWireReverification(reverification) },
      }),
  }
}

function toWireReverification(wish: CheckAuthorizationParams['reverification']) {
  return typeof wish === 'object' ? { level: wish.level, after_minutes: wish.afterMinutes } : wish
}
