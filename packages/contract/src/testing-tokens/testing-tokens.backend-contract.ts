import { z } from 'zod'
import { defineRoute } from '../define-route.ts'

/** Lets automated tests past what protects against automatons. `expires_at` is in seconds, as the SDKs’ test kit reads it. */
export const TestingTokenResource = z
  .object({ object: z.literal('testing_token'), token: z.string(), expires_at: z.number().int() })
  .meta({ id: 'TestingToken' })

export const createTestingTokenRoute = defineRoute({
  audience: 'backend',
  operationId: 'CreateTestingToken',
  method: 'post',
  path: '/v1/testing_tokens',
  summary: 'Make a short-lived token for automated tests',
  output: TestingTokenResource,
  errors: [],
})
