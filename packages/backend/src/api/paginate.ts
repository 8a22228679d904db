/** A page of a list, as every list of the Backend API answers. */
export interface Page<Item> {
  data: readonly Item[]
  totalCount: number
}

export interface PageWindow {
  limit: number
  offset: number
}

const pageSizeMax = 500

/**
 * Goes through all items of a list, page by page: `for await (const user of paginate((page) => client.users.getUserList(page)))`.
 * A list that shrinks or grows meanwhile may show an item twice or not at all; order by `created_at` where that matters.
 */
export async function* paginate<Item>(
  list: (page: PageWindow) => Promise<Page<Item>>,
  { pageSize = 100 }: { pageSize?: number } = {},
): AsyncGenerator<Item, void> {
  const limit = Math.min(Math.max(1, Math.floor(pageSize)), pageSizeMax)
  for (let offset = 0; ; ) {
    const { data, totalCount } = await list({ limit, offset })
    yield* data
    offset += data.length
    if (data.length === 0 || offset >= totalCount) return
  }
}
