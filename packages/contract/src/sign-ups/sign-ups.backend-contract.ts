import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { BackendSignUpResource } from './sign-ups.schema.ts'

const idParam = z.object({ id: z.string() })

export const readSignUpRoute = defineRoute({
  audience: 'backend',
  operationId: 'GetSignUp',
  method: 'get',
  path: '/v1/sign_ups/{id}',
  summary: 'Read a sign-up',
  params: idParam,
  output: BackendSignUpResource,
  errors: ['resource_not_found'],
})

export const annotateSignUpRoute = defineRoute({
  audience: 'backend',
  operationId: 'UpdateSignUp',
  method: 'patch',
  path: '/v1/sign_ups/{id}',
  summary: 'Set what the app’s server knows of a sign-up; the user to come gets the external id',
  params: idParam,
  body: z.strictObject({
    external_id: z.string().min(1).max(256).nullish(),
    custom_action: z.boolean().nullish(),
  }),
  output: BackendSignUpResource,
  errors: ['resource_not_found', 'sign_up_cannot_be_updated'],
})
