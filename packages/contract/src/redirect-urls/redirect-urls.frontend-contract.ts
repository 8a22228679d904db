import { z } from 'zod'
import { defineRoute } from '../define-route.ts'

export const redirectToUrlRoute = defineRoute({
  audience: 'frontend',
  operationId: 'redirectToUrl',
  method: 'get',
  path: '/v1/redirect',
  summary: 'Go on to a URL that belongs to the instance, or to where a signed-in user goes',
  auth: 'public',
  envelope: 'bare',
  query: z.object({ redirect_url: z.string().max(2048).optional() }),
  // Every success is a redirect.
  output: z.never(),
  errors: ['prohibited_redirect_url', 'form_param_max_length_exceeded'],
})
