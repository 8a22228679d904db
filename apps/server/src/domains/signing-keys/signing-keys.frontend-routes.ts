import { getFrontendJwksRoute, JsonWebKeySet } from '@keywright/contract'
import { Reply, type Router } from '../../platform/http/router.ts'
import type { Scope } from '../instances/index.ts'
import type { SigningKeysService } from './signing-keys.service.ts'

/** Public and the same for everybody. Short: a verifier that meets a new key id must not be answered from an old copy for long. */
const headers = { 'content-type': 'application/json', 'cache-control': 'public, max-age=60' }

/** The key set for anybody who verifies tokens of the instance. */
export function signingKeysFrontendRoutes<AnyScope extends Scope>(
  router: Router<AnyScope>,
  signingKeys: SigningKeysService,
): void {
  router.mount(getFrontendJwksRoute, async (_, { instance }) => {
    const keySet = JsonWebKeySet.parse({ keys: await signingKeys.publicKeys(instance) })
    return new Reply(200, headers, JSON.stringify(keySet))
  })
}
