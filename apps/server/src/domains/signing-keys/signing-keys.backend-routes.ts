import { getBackendJwksRoute, JsonWebKeySet } from '@keywright/contract'
import type { Router } from '../../platform/http/router.ts'
import type { BackendScope } from '../instances/index.ts'
import type { SigningKeysService } from './signing-keys.service.ts'

/** The key set as official server SDKs fetch it: with their secret key (wire contract 5.4). */
export function signingKeysBackendRoutes(
  router: Router<BackendScope>,
  signingKeys: SigningKeysService,
): void {
  router.mount(getBackendJwksRoute, async (_, { instance }) =>
    JsonWebKeySet.parse({ keys: await signingKeys.publicKeys(instance) }),
  )
}
