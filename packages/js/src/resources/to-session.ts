import { checkAuthorization } from '../authorization.ts'
import { toCamel } from './camel.ts'
import { laterVerbs } from './later-verbs.ts'
import type { ResourceApi } from './resource-api.ts'
import type { SessionFields, SessionResource, SessionResourceVerbs, SessionWire } from './session.ts'
import { toUser } from './to-user.ts'
import type { UserWire } from './user.ts'

const verbs =
  'touch end remove reload startVerification prepareFirstFactorVerification attemptFirstFactorVerification'

export function toSession(wire: SessionWire, api: ResourceApi): SessionResource {
  const self: SessionResource = {
    ...fieldsOf(wire, api),
    get lastActiveToken() {
      const token = api.cachedToken(wire.id)
      return token ? { getRawString: () => token.jwt, jwt: { claims: token.claims } } : null
    },
    getToken: ({ template, organizationId, ...wish } = {}) =>
      api.getToken({ sessionId: wire.id, template, organizationId }, wish),
    clearCache: () => api.clearTokens(wire.id),
    checkAuthorization: (params) =>
      checkAuthorization(api.cachedToken(wire.id)?.claims, params, self.user?.organizationMemberships),
    ...laterVerbs<SessionResourceVerbs>(verbs, async () =>
      (await import('./session-resource-verbs.ts')).sessionResourceVerbs(self, {
        ...api,
        read: (changed) => fieldsOf(changed, api),
      }),
    ),
  }
  return self
}

function fieldsOf(
  { last_active_token: _token, object: _object, user, ...wire }: SessionWire,
  api: ResourceApi,
) {
  return {
    ...(toCamel(wire) as SessionFields),
    // The contract leaves the user open here; it is the same that `/v1/me` answers.
    user: user ? toUser(user as unknown as UserWire, api, wire.id) : null,
    currentTask: wire.tasks?.[0],
  }
}
