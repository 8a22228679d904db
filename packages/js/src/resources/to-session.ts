import { checkAuthorization } from '../authorization.ts'
import type { Call } from '../transport/write-call.ts'
import { toCamel } from './camel.ts'
import { laterVerbs } from './later-verbs.ts'
import type { ResourceApi } from './resource-api.ts'
import type { SessionFields, SessionResource, SessionWire, VerificationVerbs } from './session.ts'
import { toUser } from './to-user.ts'
import type { UserWire } from './user.ts'

export function toSession(wire: SessionWire, api: ResourceApi): SessionResource {
  const path = `/v1/client/sessions/${wire.id}`

  async function change(
    method: 'GET' | 'POST',
    step: string,
    form: Call['form'] = {},
  ): Promise<SessionResource> {
    const changed = await api.send<SessionWire>({ method, path: path + step, form })
    return Object.assign(self, fieldsOf(changed, api))
  }

  const self: SessionResource = {
    ...fieldsOf(wire, api),
    get lastActiveToken() {
      const token = api.cachedToken(wire.id)
      return token ? { getRawString: () => token.jwt, jwt: { claims: token.claims } } : null
    },
    getToken: ({ template, organizationId, ...wish } = {}) =>
      api.getToken({ sessionId: wire.id, template, organizationId }, wish),
    clearCache: () => api.clearTokens(wire.id),
    checkAuthorization: (params) => checkAuthorization(api.cachedToken(wire.id)?.claims, params),
    touch: () => change('POST', '/touch', { intent: 'select_session' }),
    end: () => change('POST', '/end'),
    remove: () => change('POST', '/remove'),
    reload: () => change('GET', ''),
    ...laterVerbs<VerificationVerbs>(
      'startVerification prepareFirstFactorVerification attemptFirstFactorVerification',
      async () => (await import('./verification-verbs.ts')).verificationVerbs(self, api),
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
