/** Lists that come in pages, in the shape that official SDKs give them. */
import type { PageParams, PaginatedResponse } from '../../resources/organization-lists.ts'
import type { Answers, Question } from './answers.ts'

export interface ListOptions {
  /** Keeps the pages that were fetched, one after the other. */
  infinite?: boolean | undefined
  /** Shows the page before until the next one is there. */
  keepPreviousData?: boolean | undefined
}

/** What a hook may be asked of a list; `true`: its first page. */
export type ListWish<Params extends PageParams> = true | (Params & ListOptions) | undefined

type Setter<Data> = (
  data?: Data | ((current: Data | undefined) => Data | undefined | Promise<Data | undefined>),
) => Promise<Data | undefined>

type Data<Resource, Infinite> = Infinite extends true
  ? (PaginatedResponse<Resource> | undefined)[]
  : PaginatedResponse<Resource> | undefined

export interface PaginatedResources<Resource, Infinite = false> {
  data: Resource[]
  /** How many there are in all. */
  count: number
  /** Nothing is there yet. */
  isLoading: boolean
  isFetching: boolean
  isError: boolean
  error: unknown
  page: number
  pageCount: number
  hasNextPage: boolean
  hasPreviousPage: boolean
  fetchPage(page: number | ((page: number) => number)): void
  fetchNext(): void
  fetchPrevious(): void
  revalidate(): Promise<void>
  /** Puts something in place of what the server said, until it is asked again. */
  setData: Setter<Data<Resource, Infinite>>
}

/** A list before it is known whose it is. */
export type NoResourcesYet = {
  [Name in keyof PaginatedResources<unknown>]: PaginatedResources<unknown>[Name] extends boolean
    ? false
    : undefined
}

export const noResourcesYet: NoResourcesYet = {
  ...{ data: undefined, count: undefined, page: undefined, pageCount: undefined, error: undefined },
  ...{ isLoading: false, isFetching: false, isError: false, hasNextPage: false, hasPreviousPage: false },
  ...{ fetchPage: undefined, fetchNext: undefined, fetchPrevious: undefined },
  ...{ revalidate: undefined, setData: undefined },
}

/** A list that a hook shows. */
export interface ListRequest<Resource> extends ListOptions {
  /** Whose it is: what is shown of one is never shown for another. */
  owner: string
  /** Equal names are equal lists. */
  name: string
  firstPage: number
  pageSize: number
  ask(page: number): Promise<PaginatedResponse<Resource>>
}

interface ListSource<Params, Resource> {
  owner: string
  /** Which of the owner's lists. */
  kind: string
  wish: true | (Params & ListOptions)
  /** What the official hooks ask for where nothing else is said. */
  usual?: Partial<Params> | undefined
  ask(params: Params): Promise<PaginatedResponse<Resource>>
}

const pageSizeUsual = 10

export function listRequest<Params extends PageParams, Resource>({
  owner,
  kind,
  wish,
  usual,
  ask,
}: ListSource<Params, Resource>): ListRequest<Resource> {
  const wishes = Object.entries(wish === true ? {} : wish).filter(([, value]) => value !== undefined)
  const given: PageParams & ListOptions = { ...usual, ...Object.fromEntries(wishes) }
  const {
    initialPage: firstPage = 1,
    pageSize = pageSizeUsual,
    infinite,
    keepPreviousData,
    ...filters
  } = given
  return {
    ...{ owner, firstPage, pageSize, infinite, keepPreviousData },
    name: JSON.stringify([owner, kind, pageSize, filters]),
    ask: (initialPage) => ask({ ...filters, pageSize, initialPage } as Params),
  }
}

/** What must be asked to show a list up to a page. */
export function questionsOf<Resource>(
  { name, firstPage, infinite, ask }: ListRequest<Resource>,
  page: number,
): Question[] {
  const from = infinite ? firstPage : page
  return Array.from({ length: page - from + 1 }, (_none, index) => ({
    name: `${name} ${from + index}`,
    ask: () => ask(from + index),
  }))
}

/** Where a hook is in its list. */
export interface ListPosition {
  page: number
  setPage(page: number): void
}

/** What a hook has shown last. */
export interface KeptPages {
  owner?: string
  pages?: readonly unknown[]
}

export function readPages<Resource, Infinite>(
  answers: Answers,
  request: ListRequest<Resource> | undefined,
  { page, setPage }: ListPosition,
  kept: KeptPages,
): PaginatedResources<Resource, Infinite> {
  const questions = request ? questionsOf(request, page) : []
  const read = questions.map(answers.read)
  const pages = pagesToShow(
    read.map(({ value }) => value as PaginatedResponse<Resource> | undefined),
    request,
    kept,
  )
  const { firstPage = 1, pageSize = pageSizeUsual } = request ?? {}
  const count = pages.at(-1)?.total_count ?? 0
  const isFetching = read.some((answer) => answer.isFetching)
  const error = read.find((answer) => answer.error !== undefined)?.error ?? null
  const [hasNextPage, hasPreviousPage] = [count > page * pageSize, page > firstPage]
  const fetchPage = (next: number | ((page: number) => number)) =>
    setPage(Math.max(firstPage, typeof next === 'function' ? next(page) : next))
  return {
    ...{ page, count, isFetching, error, hasNextPage, hasPreviousPage, fetchPage },
    data: pages.flatMap(({ data }) => data),
    isLoading: isFetching && pages.length === 0,
    isError: error !== null,
    pageCount: Math.ceil((count - (firstPage - 1) * pageSize) / pageSize),
    fetchNext: () => hasNextPage && fetchPage(page + 1),
    fetchPrevious: () => hasPreviousPage && fetchPage(page - 1),
    revalidate: async () => void (await Promise.all(questions.map(answers.revalidate))),
    setData: setterOf<Resource, Infinite>(answers, questions, Boolean(request?.infinite)),
  }
}

function pagesToShow<Resource>(
  read: readonly (PaginatedResponse<Resource> | undefined)[],
  request: ListRequest<Resource> | undefined,
  kept: KeptPages,
): readonly PaginatedResponse<Resource>[] {
  if (!request) return []
  const { owner, keepPreviousData } = request
  const pages = read.filter((one) => one !== undefined)
  if (pages.length > 0) Object.assign(kept, { owner, pages })
  const mayKeep = keepPreviousData && pages.length === 0 && kept.owner === owner
  return mayKeep ? ((kept.pages ?? []) as readonly PaginatedResponse<Resource>[]) : pages
}

function setterOf<Resource, Infinite>(
  answers: Answers,
  questions: readonly Question[],
  isInfinite: boolean,
): Setter<Data<Resource, Infinite>> {
  type Value = Data<Resource, Infinite>
  return async (given) => {
    const values = questions.map((question) => answers.read(question).value)
    const current = (isInfinite ? values : values[0]) as Value | undefined
    const next = typeof given === 'function' ? await given(current) : given
    if (next === undefined) return undefined
    const pages = (isInfinite ? next : [next]) as readonly unknown[]
    for (const [index, question] of questions.entries()) answers.replace(question, pages[index])
    return next as Value
  }
}
