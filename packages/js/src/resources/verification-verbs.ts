/** Proving again who one is, for forms of an app. */
import { toCamel, toSnakeKeys } from './camel.ts'
import type { ResourceApi } from './resource-api.ts'
import type {
  SessionResource,
  SessionVerificationResource,
  VerificationVerbs,
  VerificationWire,
} from './session.ts'

export function verificationVerbs(self: SessionResource, api: ResourceApi): VerificationVerbs {
  async function verify(step: string, form: object): Promise<SessionVerificationResource> {
    const path = `/v1/client/sessions/${self.id}/verify${step}`
    const wire = await api.send<VerificationWire>({ method: 'POST', path, form: toSnakeKeys(form) })
    const { session: _session, ...verification } = toCamel(wire)
    // The proof is in the claims: a token from before would be refused all the same.
    if (verification.status === 'complete') await self.getToken({ skipCache: true })
    return verification
  }

  return {
    startVerification: (params) => verify('', params),
    prepareFirstFactorVerification: (params) => verify('/prepare_first_factor', params),
    attemptFirstFactorVerification: (params) => verify('/attempt_first_factor', params),
  }
}
