import type { Failure } from '../failure.ts'
import type { FlowApi, FlowCall } from '../flow-api.ts'
import { toFailure } from '../to-failure.ts'
import type { Page } from './organization-wire.ts'

/** As much of a list as was asked for so far. */
export interface PagedList<Item> {
  items: readonly Item[]
  total: number
}

export const emptyList: PagedList<never> = { items: [], total: 0 }

export const hasMore = ({ items, total }: PagedList<unknown>): boolean => items.length < total

/** The list with its next page; without a list, its first. */
export async function loadPage<Item extends { id: string }>(
  api: FlowApi,
  path: string,
  query: FlowCall['query'],
  { items }: PagedList<Item> = emptyList,
): Promise<PagedList<Item>> {
  const { data, total_count: total } = await api.send<Page<Item>>({
    method: 'GET',
    path,
    query: { ...query, limit: '20', offset: String(items.length) },
  })
  // What moved down meanwhile, because something else came in before it, is there already.
  const known = new Set(items.map(({ id }) => id))
  const added = data.filter(({ id }) => !known.has(id))
  return { items: [...items, ...added], total: data.length === 0 ? items.length : total }
}

/** The list without what is gone. */
export const without = <Item extends { id: string }>(
  { items, total }: PagedList<Item>,
  id: string | null,
): PagedList<Item> => {
  const left = items.filter((one) => one.id !== id)
  return { items: left, total: total - (items.length - left.length) }
}

/** What is said of something in a list that somebody else has dealt with meanwhile. */
const dealtWith = ['organization_invitation_not_pending', 'resource_not_found']

/** Deals with one of a list; whether somebody else was faster or not, it is not `left` in it. */
export async function settleOne<Item extends { id: string }>(
  list: PagedList<Item>,
  id: string,
  act: () => Promise<unknown>,
): Promise<{ left: PagedList<Item>; error?: Failure }> {
  const left = without(list, id)
  try {
    await act()
    return { left }
  } catch (thrown) {
    const error = toFailure(thrown)
    if (!dealtWith.includes(error.code)) throw thrown
    return { left, error }
  }
}
