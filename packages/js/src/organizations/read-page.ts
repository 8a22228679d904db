import { toSnakeKeys } from '../resources/camel.ts'
import type { PageParams, PaginatedResponse } from '../resources/organization-lists.ts'
import type { ResourceApi } from '../resources/resource-api.ts'

const pageSizeUsual = 10

/** One page of a list, as official SDKs count pages. `more`: what else the answer says. */
export async function readPage<Wire, Resource, More = object>(
  send: ResourceApi['send'],
  path: string,
  { initialPage = 1, pageSize = pageSizeUsual, ...filters }: PageParams,
  read: (wire: Wire) => Resource,
): Promise<PaginatedResponse<Resource> & More> {
  const page = { limit: pageSize, offset: (initialPage - 1) * pageSize }
  const query = { ...toSnakeKeys(filters), ...page }
  const answer = await send<PaginatedResponse<Wire> & More>({ method: 'GET', path, query })
  return { ...answer, data: answer.data.map(read) }
}
