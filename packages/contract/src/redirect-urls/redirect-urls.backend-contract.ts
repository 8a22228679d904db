import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { pageOf, paginatedFlag, paginationQuery } from '../shared/pagination.schema.ts'
import { DeletedObject, timestamp } from '../shared/values.schema.ts'

/** A URL of a native app to which sign-ins may return. */
export const RedirectUrlResource = z
  .object({
    object: z.literal('redirect_url'),
    id: z.string(),
    url: z.string(),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: 'RedirectURL' })

const idParam = z.object({ id: z.string() })

export const listRedirectUrlsRoute = defineRoute({
  audience: 'backend',
  operationId: 'ListRedirectURLs',
  method: 'get',
  path: '/v1/redirect_urls',
  summary: 'List the URLs to which native apps may be sent',
  query: z.object({ ...paginationQuery, ...paginatedFlag }),
  output: z.union([z.array(RedirectUrlResource), pageOf(RedirectUrlResource)]),
  errors: ['form_param_format_invalid'],
})

export const createRedirectUrlRoute = defineRoute({
  audience: 'backend',
  operationId: 'CreateRedirectURL',
  method: 'post',
  path: '/v1/redirect_urls',
  summary: 'Allow native apps to be sent to a URL',
  body: z.strictObject({ url: z.string().min(1).max(2000) }),
  output: RedirectUrlResource,
  errors: ['form_param_missing', 'invalid_redirect_url', 'duplicate_record'],
})

export const getRedirectUrlRoute = defineRoute({
  audience: 'backend',
  operationId: 'GetRedirectURL',
  method: 'get',
  path: '/v1/redirect_urls/{id}',
  summary: 'Read a redirect URL',
  params: idParam,
  output: RedirectUrlResource,
  errors: ['resource_not_found'],
})

export const deleteRedirectUrlRoute = defineRoute({
  audience: 'backend',
  operationId: 'DeleteRedirectURL',
  method: 'delete',
  path: '/v1/redirect_urls/{id}',
  summary: 'No longer allow a redirect URL',
  params: idParam,
  output: DeletedObject,
  errors: ['resource_not_found'],
})
