import { z } from 'zod'

/** `limit` and `offset` of every list (wire contract 11): 1 to 500, 10 by default. */
export const paginationQuery = {
  limit: z.coerce.number().int().min(1).max(500).default(10),
  offset: z.coerce.number().int().min(0).default(0),
}

/** `paginated=true` asks a list for `{ data, total_count }` instead of a bare array. */
export const paginatedFlag = { paginated: z.stringbool().optional() }

/** A page of resources with the number of all that match. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ data: z.array(item), total_count: z.number().int() })
}
