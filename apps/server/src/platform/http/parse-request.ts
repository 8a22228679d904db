import type { AnyRoute } from '@keywright/contract'
import type { z } from 'zod'
import { DomainError } from '../domain-error.ts'
import { zodErrors } from '../zod-errors.ts'
import { groupRepeated } from './group-repeated.ts'
import type { HttpRequest } from './http-request.ts'
import { readBody } from './read-body.ts'
import { findUnstorable } from './storable-value.ts'

export interface ParsedInput {
  params: unknown
  query: unknown
  body: unknown
}

/** Reads a request as its contract says. Every fault of one part is reported at once. */
export async function parseRequest(
  route: AnyRoute,
  request: HttpRequest,
  pathParams: Record<string, string>,
): Promise<ParsedInput> {
  const params = parsePart(route.params, pathParams, () => new DomainError('resource_not_found'))
  const query = parsePart(route.query, groupRepeated(request.url.searchParams))
  const hasBody = route.method !== 'get' && route.method !== 'delete'
  const body = hasBody ? parsePart(route.body, await readBody(request, route)) : {}
  return { params, query, body }
}

function parsePart(schema: z.ZodType, value: unknown, fault?: () => Error): unknown {
  const result = schema.safeParse(value)
  if (!result.success) throw fault?.() ?? zodErrors(result.error, value)
  // After the schema, because it reads JSON out of the fields of forms.
  const place = findUnstorable(result.data)
  if (place) throw fault?.() ?? new DomainError('form_param_format_invalid', { param: place.param })
  return result.data
}
