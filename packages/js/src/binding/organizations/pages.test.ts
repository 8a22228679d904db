import { beforeEach, describe, expect, it } from 'vitest'
import { createEmitter } from '../../emitter.ts'
import type { Keywright, KeywrightEvents } from '../../interface.ts'
import type { PageParams } from '../../resources/organization-lists.ts'
import { settle } from '../../testing/fake-clock.ts'
import { type Answers, answersOf } from './answers.ts'
import { type KeptPages, type ListWish, listRequest, questionsOf, readPages } from './pages.ts'

let answers: Answers
let asked: object[]
beforeEach(() => {
  answers = answersOf({ ...createEmitter<KeywrightEvents>() } as unknown as Keywright)
  asked = []
})

type Wish = NonNullable<ListWish<PageParams & { query?: string }>>

/** A list of the numbers to 25. */
function requestOf(wish: Wish, owner = 'org_1') {
  return listRequest({
    ...{ owner, kind: 'numbers', wish },
    async ask(params: PageParams & { query?: string }) {
      asked.push(params)
      const { initialPage = 1, pageSize = 10 } = params
      const from = (initialPage - 1) * pageSize
      const data = Array.from({ length: Math.max(Math.min(pageSize, 25 - from), 0) }, (_one, at) => from + at)
      return { data, total_count: 25 }
    },
  })
}

/** What one hook shows; each call of `go` is a drawing of it. */
function hookOf(first: Wish) {
  const kept: KeptPages = {}
  let page: number | undefined
  let stop = () => {}
  let wish = first
  let owner = 'org_1'
  const read = () => {
    const request = requestOf(wish, owner)
    const at = page ?? request.firstPage
    stop()
    stop = answers.watch(questionsOf(request, at), () => {})
    const setPage = (next: number) => {
      page = next
    }
    return readPages<number, false>(answers, request, { page: at, setPage }, kept)
  }
  return {
    read,
    async settled() {
      read()
      await settle()
      return read()
    },
    change(next: { wish?: Wish; owner?: string }) {
      wish = next.wish ?? wish
      owner = next.owner ?? owner
      page = undefined
    },
  }
}

const upTo = (from: number, count: number) => Array.from({ length: count }, (_one, at) => from + at)

describe('a list', () => {
  it('is loading, then shows its first page', async () => {
    const hook = hookOf(true)
    expect(hook.read()).toMatchObject({ data: [], count: 0, isLoading: true, isFetching: true, page: 1 })
    expect(await hook.settled()).toMatchObject({
      ...{ data: upTo(0, 10), count: 25, page: 1, pageCount: 3, error: null, isError: false },
      ...{ isLoading: false, isFetching: false, hasNextPage: true, hasPreviousPage: false },
    })
    expect(asked).toEqual([{ pageSize: 10, initialPage: 1 }])
  })

  it('goes from page to page, and no further than there are any', async () => {
    const hook = hookOf({ pageSize: 10 })
    ;(await hook.settled()).fetchPrevious()
    ;(await hook.settled()).fetchNext()
    expect(await hook.settled()).toMatchObject({ data: upTo(10, 10), page: 2, hasPreviousPage: true })
    ;(await hook.settled()).fetchPage((page) => page + 1)
    const last = await hook.settled()
    expect(last).toMatchObject({ data: upTo(20, 5), page: 3, hasNextPage: false })
    last.fetchNext()
    expect((await hook.settled()).page).toBe(3)
    last.fetchPage(-7)
    expect((await hook.settled()).page).toBe(1)
  })

  it('begins at the page that is asked for', async () => {
    const hook = hookOf({ initialPage: 2, pageSize: 10 })
    expect(await hook.settled()).toMatchObject({
      ...{ data: upTo(10, 10), page: 2, pageCount: 2, hasPreviousPage: false, hasNextPage: true },
    })
  })

  it('shows nothing while the next page is on its way, or the page before where that is wished', async () => {
    const plain = hookOf(true)
    ;(await plain.settled()).fetchNext()
    expect(plain.read()).toMatchObject({ data: [], isLoading: true })
    const keeping = hookOf({ keepPreviousData: true, pageSize: 5 })
    ;(await keeping.settled()).fetchNext()
    expect(keeping.read()).toMatchObject({ data: upTo(0, 5), count: 25, isLoading: false, isFetching: true })
    expect((await keeping.settled()).data).toEqual(upTo(5, 5))
  })

  // Members of one organization shown under the name of another would be a leak.
  it('keeps nothing of another organization', async () => {
    const hook = hookOf({ keepPreviousData: true })
    await hook.settled()
    hook.change({ owner: 'org_2' })
    expect(hook.read()).toMatchObject({ data: [], isLoading: true })
  })

  it('that has no end keeps the pages before, each asked for once', async () => {
    const hook = hookOf({ infinite: true })
    ;(await hook.settled()).fetchNext()
    expect(hook.read()).toMatchObject({ data: upTo(0, 10), isLoading: false, isFetching: true })
    expect(await hook.settled()).toMatchObject({ data: upTo(0, 20), page: 2, hasNextPage: true })
    ;(await hook.settled()).fetchNext()
    expect(await hook.settled()).toMatchObject({ data: upTo(0, 25), hasNextPage: false, count: 25 })
    expect(asked).toHaveLength(3)
  })

  it('is another one with other filters, and begins anew', async () => {
    const hook = hookOf({ query: 'a' })
    ;(await hook.settled()).fetchNext()
    await hook.settled()
    hook.change({ wish: { query: 'b' } })
    expect((await hook.settled()).page).toBe(1)
    expect(asked.at(-1)).toEqual({ query: 'b', pageSize: 10, initialPage: 1 })
  })

  it('is asked for again when told so, all that is shown of it', async () => {
    const hook = hookOf({ infinite: true })
    ;(await hook.settled()).fetchNext()
    const shown = await hook.settled()
    asked = []
    await shown.revalidate()
    expect(asked).toHaveLength(2)
  })

  it('shows what an app puts in its place, everywhere', async () => {
    const [one, two] = [hookOf(true), hookOf(true)]
    await one.settled()
    const shown = await two.settled()
    expect(
      await shown.setData((now) => now && { data: now.data.slice(1), total_count: now.total_count - 1 }),
    ).toMatchObject({ total_count: 24 })
    expect(one.read()).toMatchObject({ data: upTo(1, 9), count: 24 })
    expect(await shown.setData()).toBeUndefined()
    await shown.setData({ data: [7], total_count: 1 })
    expect(one.read()).toMatchObject({ data: [7], count: 1, pageCount: 1 })
  })

  it('without end is replaced page by page', async () => {
    const hook = hookOf({ infinite: true })
    ;(await hook.settled()).fetchNext()
    const { setData } = await hook.settled()
    await (setData as unknown as (change: (pages: { data: number[] }[]) => unknown) => Promise<unknown>)(
      (pages) => pages.map(({ data }) => ({ data: data.slice(0, 1), total_count: 2 })),
    )
    expect(hook.read()).toMatchObject({ data: [0, 10], count: 2 })
  })

  it('says what went wrong', async () => {
    const request = { ...requestOf(true), ask: () => Promise.reject(new Error('refused')) }
    const stop = answers.watch(questionsOf(request, 1), () => {})
    await settle()
    const read = readPages(answers, request, { page: 1, setPage: () => {} }, {})
    expect(read).toMatchObject({ isError: true, error: { message: 'refused' }, data: [], isLoading: false })
    stop()
  })

  it('that is not wanted is empty, and asks nothing', () => {
    const read = readPages(answers, undefined, { page: 1, setPage: () => {} }, {})
    expect(read).toMatchObject({ data: [], count: 0, isLoading: false, isFetching: false, pageCount: 0 })
  })
})
