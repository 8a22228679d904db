import { createTestingTokenRoute } from '@keywright/contract'
import type { Router } from '../../platform/http/router.ts'
import type { BackendScope } from '../instances/index.ts'
import type { TestingTokensService } from './testing-tokens.service.ts'

/** Backend API of testing tokens. */
export function testingTokensBackendRoutes(
  router: Router<BackendScope>,
  testingTokens: TestingTokensService,
): void {
  router.mount(createTestingTokenRoute, async (_input, { instance }) => {
    const { token, expiresAt } = testingTokens.create(instance)
    return { object: 'testing_token', token, expires_at: expiresAt }
  })
}
