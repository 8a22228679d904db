import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { pageOf } from '../shared/pagination.schema.ts'
import { DeletedObject } from '../shared/values.schema.ts'
import { DomainResource } from './domains.schema.ts'

const domainIdParam = z.object({ domain_id: z.string() })

export const listDomainsRoute = defineRoute({
  audience: 'backend',
  operationId: 'ListDomains',
  method: 'get',
  path: '/v1/domains',
  summary: 'List the domains of the instance',
  output: pageOf(DomainResource),
  errors: [],
})

export const addDomainRoute = defineRoute({
  audience: 'backend',
  operationId: 'AddDomain',
  method: 'post',
  path: '/v1/domains',
  summary: 'Add a satellite domain',
  body: z.strictObject({
    name: z.string().min(1).max(253),
    is_satellite: z.literal(true),
    proxy_url: z.string().max(2000).nullish(),
  }),
  output: DomainResource,
  errors: ['form_param_format_invalid', 'form_identifier_exists', 'form_param_missing'],
})

export const updateDomainRoute = defineRoute({
  audience: 'backend',
  operationId: 'UpdateDomain',
  method: 'patch',
  path: '/v1/domains/{domain_id}',
  summary: 'Change the name or the proxy of a domain',
  params: domainIdParam,
  body: z.strictObject({
    name: z.string().min(1).max(253).nullish(),
    proxy_url: z.string().max(2000).nullish(),
    is_secondary: z.boolean().nullish(),
  }),
  output: DomainResource,
  errors: ['resource_not_found', 'form_param_format_invalid', 'form_identifier_exists'],
})

export const deleteDomainRoute = defineRoute({
  audience: 'backend',
  operationId: 'DeleteDomain',
  method: 'delete',
  path: '/v1/domains/{domain_id}',
  summary: 'Remove a satellite domain',
  params: domainIdParam,
  output: DeletedObject,
  errors: ['resource_not_found', 'operation_not_allowed_on_primary_domain'],
})
