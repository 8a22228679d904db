/** What an app can do with a session: end it, or have its user prove again who they are. */
import type { Call } from '../transport/write-call.ts'
import { toCamel, toSnakeKeys } from './camel.ts'
import type { ResourceApi } from './resource-api.ts'
import type {
  SessionResource,
  SessionResourceVerbs,
  SessionVerificationResource,
  SessionWire,
  VerificationWire,
} from './session.ts'

interface SessionVerbsApi extends Pick<ResourceApi, 'send' | 'prepare'> {
  read(wire: SessionWire): object
}

export function sessionResourceVerbs(
  self: SessionResource,
  { send, prepare, read }: SessionVerbsApi,
): SessionResourceVerbs {
  const path = `/v1/client/sessions/${self.id}`

  async function change(
    method: 'GET' | 'POST',
    step: string,
    form: Call['form'] = {},
  ): Promise<SessionResource> {
    const changed = await send<SessionWire>({ method, path: path + step, form })
    await prepare([changed])
    return Object.assign(self, read(changed))
  }

  async function verify(step: string, form: object): Promise<SessionVerificationResource> {
    const wire = await send<VerificationWire>({
      method: 'POST',
      path: `${path}/verify${step}`,
      form: toSnakeKeys(form),
    })
    const { session: _session, ...verification } = toCamel(wire)
    // The proof is in the claims: a token from before would be refused all the same.
    if (verification.status === 'complete') await self.getToken({ skipCache: true })
    return verification
  }

  return {
    touch: () => change('POST', '/touch', { intent: 'select_session' }),
    end: () => change('POST', '/end'),
    remove: () => change('POST', '/remove'),
    reload: () => change('GET', ''),
    startVerification: (params) => verify('', params),
    prepareFirstFactorVerification: (params) => verify('/prepare_first_factor', params),
    attemptFirstFactorVerification: (params) => verify('/attempt_first_factor', params),
  }
}
