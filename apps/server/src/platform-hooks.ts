import type { PlatformScope } from './domains/platform-applications/platform-config.routes.ts'
import type { PlatformKeysService } from './domains/platform-keys/index.ts'
import { DomainError } from './platform/domain-error.ts'
import { bearerToken } from './platform/http/bearer-token.ts'
import { errorResponse } from './platform/http/error-response.ts'
import { header } from './platform/http/http-request.ts'
import type { RouterHooks } from './platform/http/router.ts'
import type { Log } from './platform/log/log.ts'

export interface PlatformHooksDeps {
  platformKeys: PlatformKeysService
  log: Log
  isUnavailable: (error: unknown) => boolean
}

/** The Platform API's entrance: a platform key opens everything of this server. */
export function createPlatformHooks({
  platformKeys,
  log,
  isUnavailable,
}: PlatformHooksDeps): RouterHooks<PlatformScope> {
  return {
    async open(request) {
      const isKnown = await platformKeys.isKnown(bearerToken(header(request, 'authorization')))
      if (!isKnown) throw new DomainError('authentication_invalid')
      return { request: request.info, ifMatch: header(request, 'if-match') }
    },
    async leave(output) {
      return { body: output, headers: new Headers({ 'cache-control': 'no-store' }) }
    },
    async fail(error, _scope, request) {
      return errorResponse(error, { traceId: request.info.traceId, log, isUnavailable })
    },
  }
}
