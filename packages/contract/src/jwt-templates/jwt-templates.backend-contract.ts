import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { pageOf, paginatedFlag, paginationQuery } from '../shared/pagination.schema.ts'
import { DeletedObject, metadata } from '../shared/values.schema.ts'
import { JwtTemplateResource, TemplateSigningAlgorithm } from './jwt-templates.schema.ts'

const templateIdParam = z.object({ template_id: z.string() })

/** What a template is made of; the whole of it is written each time. */
export const JwtTemplateBody = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(256)
    .regex(/^[\w-]+$/),
  claims: metadata,
  lifetime: z.number().int().min(30).max(315_360_000).nullish(),
  allowed_clock_skew: z.number().int().min(0).max(300).nullish(),
  custom_signing_key: z.boolean().optional(),
  signing_algorithm: TemplateSigningAlgorithm.nullish(),
  signing_key: z.string().max(20_000).nullish(),
})

const writeErrors = [
  'jwt_template_reserved_claim',
  'form_identifier_exists',
  'form_conditional_param_missing',
  'form_param_exceeds_allowed_size',
  'form_param_format_invalid',
  'form_param_missing',
] as const

export const listJwtTemplatesRoute = defineRoute({
  audience: 'backend',
  operationId: 'ListJWTTemplates',
  method: 'get',
  path: '/v1/jwt_templates',
  summary: 'List JWT templates, newest first',
  query: z.object({ ...paginationQuery, ...paginatedFlag }),
  output: z.union([z.array(JwtTemplateResource), pageOf(JwtTemplateResource)]),
  errors: [],
})

export const createJwtTemplateRoute = defineRoute({
  audience: 'backend',
  operationId: 'CreateJWTTemplate',
  method: 'post',
  path: '/v1/jwt_templates',
  summary: 'Create a JWT template',
  body: JwtTemplateBody,
  output: JwtTemplateResource,
  errors: writeErrors,
})

export const getJwtTemplateRoute = defineRoute({
  audience: 'backend',
  operationId: 'GetJWTTemplate',
  method: 'get',
  path: '/v1/jwt_templates/{template_id}',
  summary: 'Read a JWT template',
  params: templateIdParam,
  output: JwtTemplateResource,
  errors: ['resource_not_found'],
})

export const updateJwtTemplateRoute = defineRoute({
  audience: 'backend',
  operationId: 'UpdateJWTTemplate',
  method: 'patch',
  path: '/v1/jwt_templates/{template_id}',
  summary: 'Write a JWT template anew; a signing key that is not sent stays',
  params: templateIdParam,
  body: JwtTemplateBody,
  output: JwtTemplateResource,
  errors: ['resource_not_found', ...writeErrors],
})

export const deleteJwtTemplateRoute = defineRoute({
  audience: 'backend',
  operationId: 'DeleteJWTTemplate',
  method: 'delete',
  path: '/v1/jwt_templates/{template_id}',
  summary: 'Delete a JWT template',
  params: templateIdParam,
  output: DeletedObject,
  errors: ['resource_not_found'],
})
