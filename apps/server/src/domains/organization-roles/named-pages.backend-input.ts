import type { listRolesRoute } from '@keywright/contract'
import type { z } from 'zod'
import type { NamedPageRequest } from './named-pages.repository.ts'

/** Newest first, unless ordered otherwise. */
export function toPageRequest(query: z.output<typeof listRolesRoute.query>): NamedPageRequest {
  const { order_by: order = { field: 'created_at' as const, descending: true }, ...rest } = query
  return { ...rest, order }
}
