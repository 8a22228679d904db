import type { RateLimit, Throttle } from '../throttle.ts'
import type { HttpRequest } from './http-request.ts'
import type { RouterHooks } from './router.ts'

/** A query parameter that test runs add to every Frontend API call (wire contract 15). */
const testingTokenParam = '__clerk_testing_token'

/** Whether a testing token is good for the instance of a call. */
export type TestingTokenCheck<Scope> = (scope: Scope, token: string) => Promise<boolean> | boolean

/** Lets calls with a valid testing token pass every limit. Nothing else about them changes. */
export function withTestingTokens<Scope extends object>(
  hooks: RouterHooks<Scope>,
  { throttle, isValid }: { throttle: Throttle; isValid: TestingTokenCheck<Scope> },
): RouterHooks<Scope> {
  return {
    ...hooks,
    async enter(scope, request, route) {
      await hooks.enter?.(scope, request, route)
      const token = testingTokenOf(request)
      if (token !== undefined && (await isValid(scope, token))) throttle.exempt(request.info)
    },
  }
}

function testingTokenOf(request: HttpRequest): string | undefined {
  return request.url.searchParams.get(testingTokenParam) ?? undefined
}

/** Operations of the Backend API that are never limited: verifiers must always be able to load keys. */
const unlimitedOperations: ReadonlySet<string> = new Set(['GetJWKS'])

/**
 * Operations with a budget of their own: whoever asks an app for a page can make it call some of them, and an app that has
 * used up its calls must still learn whose tokens to refuse.
 */
const separateOperations: ReadonlySet<string> = new Set([
  'GetHandshakePayload',
  'ListRevocations',
  'RefreshSession',
])

interface LimitedInstance {
  id: string
  environmentType: string
  settings: { rate_limits: { backend_api: RateLimit; backend_api_development: RateLimit } }
}

/** Counts Backend API calls for each instance (wire contract 11). Fits the `limit` of the Backend API’s hooks. */
export function limitBackendCalls(throttle: Throttle) {
  return async (
    { instance, request }: { instance: LimitedInstance; request: object },
    operationId: string,
  ): Promise<void> => {
    if (unlimitedOperations.has(operationId)) return
    const { backend_api: production, backend_api_development: development } = instance.settings.rate_limits
    const rule = instance.environmentType === 'production' ? production : development
    const budget = separateOperations.has(operationId) ? `backend_api_${operationId}` : 'backend_api'
    await throttle.take(request, budget, instance.id, rule)
  }
}
