import type { BackendScope, InstanceDirectory } from './domains/instances/index.ts'
import { DomainError } from './platform/domain-error.ts'
import { bearerToken } from './platform/http/bearer-token.ts'
import { errorResponse } from './platform/http/error-response.ts'
import { header } from './platform/http/http-request.ts'
import type { RouterHooks } from './platform/http/router.ts'
import type { Log } from './platform/log/log.ts'
import { hashToken } from './platform/secrets/seal.ts'

export interface BackendHooksDeps {
  directory: InstanceDirectory
  log: Log
  isUnavailable: (error: unknown) => boolean
  /** Counts the call against the instance's limit; throws `too_many_requests` when it is used up. */
  limit?: (scope: BackendScope, operationId: string) => Promise<void>
}

/** The Backend API's entrance: a secret key names the instance, and opens nothing but it. */
export function createBackendHooks({
  directory,
  log,
  isUnavailable,
  limit,
}: BackendHooksDeps): RouterHooks<BackendScope> {
  return {
    open(request) {
      const secret = bearerToken(header(request, 'authorization'))
      const instance = directory.bySecretKey(secret)
      if (!instance) throw new DomainError('clerk_key_invalid')
      return {
        instance,
        request: request.info,
        header: (name) => header(request, name),
        key: {
          name: () => hashToken(secret).toString('base64url'),
          isValid: () => directory.bySecretKey(secret)?.id === instance.id,
        },
      }
    },
    async enter(scope, _request, route) {
      await limit?.(scope, route.operationId)
    },
    async leave(output) {
      return { body: output, headers: new Headers({ 'cache-control': 'no-store' }) }
    },
    async fail(error, _scope, request) {
      return errorResponse(error, { traceId: request.info.traceId, log, isUnavailable })
    },
  }
}
