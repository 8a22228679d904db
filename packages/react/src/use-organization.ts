import {
  answersOf,
  type CreationDefaultsParams,
  type KeptPages,
  type ListRequest,
  type PaginatedResources,
  type Question,
  questionOfDefaults,
  questionsOf,
  readCreationDefaults,
  readOrganization,
  readOrganizationList,
  readPages,
  requestsOfOrganization,
  requestsOfUser,
  type UseOrganization,
  type UseOrganizationCreationDefaults,
  type UseOrganizationList,
  type UseOrganizationListParams,
  type UseOrganizationParams,
} from '@keywright/js/binding'
import { useCallback, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { useKeywright, useResources } from './keywright-context.ts'

/** The active organization, what the user is in it, and the lists that are asked for: `useOrganization({ memberships: true })`. */
export function useOrganization<Params extends UseOrganizationParams>(
  params?: Params,
): UseOrganization<Params> {
  const resources = useResources()
  const requests = requestsOfOrganization(resources, params ?? {})
  return readOrganization<Params>(resources, {
    memberships: usePages(requests.memberships),
    invitations: usePages(requests.invitations),
    membershipRequests: usePages(requests.membershipRequests),
    domains: usePages(requests.domains),
  })
}

/** The organizations of the user, and those they could join: `useOrganizationList({ userMemberships: true })`. */
export function useOrganizationList<Params extends UseOrganizationListParams>(
  params?: Params,
): UseOrganizationList<Params> {
  const resources = useResources()
  const requests = requestsOfUser(resources, params ?? {})
  return readOrganizationList<Params>(useKeywright(), resources, {
    userMemberships: usePages(requests.userMemberships),
    userInvitations: usePages(requests.userInvitations),
    userSuggestions: usePages(requests.userSuggestions),
  })
}

/** What the form of a new organization begins with. */
export function useOrganizationCreationDefaults(
  params: CreationDefaultsParams = {},
): UseOrganizationCreationDefaults {
  const question = questionOfDefaults(useResources(), params)
  const { answers } = useAnswers(question ? [question] : [])
  return readCreationDefaults(question && answers.read(question))
}

/** Has the questions answered for as long as the component is there, and draws it again when something has changed. */
function useAnswers(questions: readonly Question[]) {
  const answers = answersOf(useKeywright())
  const latest = useRef(questions)
  latest.current = questions
  const names = questions.map(({ name }) => name).join('\n')
  const subscribe = useCallback(
    (listener: () => void) => answers.watch(names === '' ? [] : latest.current, listener),
    [answers, names],
  )
  const version = useSyncExternalStore(subscribe, answers.version, answers.version)
  return { answers, names, version }
}

function usePages<Resource, Infinite>(
  request: ListRequest<Resource> | undefined,
): PaginatedResources<Resource, Infinite> {
  const [at, setAt] = useState<{ name: string; page: number }>()
  const { name, firstPage, infinite, keepPreviousData } = request ?? {}
  const page = at && at.name === name ? at.page : (firstPage ?? 1)
  const { answers, names, version } = useAnswers(request ? questionsOf(request, page) : [])
  const latest = useRef(request)
  latest.current = request
  const kept = useRef<KeptPages>({})
  // biome-ignore lint/correctness/useExhaustiveDependencies: a request is made anew with every render, and says the same as its name.
  return useMemo(() => {
    const setPage = (next: number) => name !== undefined && setAt({ name, page: next })
    return readPages(answers, latest.current, { page, setPage }, kept.current)
  }, [answers, names, version, page, infinite, keepPreviousData])
}
