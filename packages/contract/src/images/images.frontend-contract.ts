import { z } from 'zod'
import { defineRoute } from '../define-route.ts'

/** Answered with the image itself; no schema describes it. */
const imageBytes = z.unknown()

export const getImageRoute = defineRoute({
  audience: 'frontend',
  operationId: 'getImage',
  method: 'get',
  path: '/images/{image_id}',
  summary: 'An uploaded image. An image never changes, so it may be cached for good',
  auth: 'public',
  envelope: 'bare',
  params: z.object({ image_id: z.string().max(64) }),
  output: imageBytes,
  errors: ['image_not_found'],
})

export const getDefaultImageRoute = defineRoute({
  audience: 'frontend',
  operationId: 'getDefaultImage',
  method: 'get',
  path: '/images/default/{seed}',
  summary:
    'A drawn picture of initials, in colours that depend on the seed. It tells nothing that the URL does not say',
  auth: 'public',
  envelope: 'bare',
  params: z.object({ seed: z.string().max(128) }),
  query: z.object({ initials: z.string().max(16).optional() }),
  output: imageBytes,
  errors: [],
})
