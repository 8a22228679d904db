import {
  type Answer,
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
import { computed, type MaybeRefOrGetter, shallowRef, toValue, watch } from 'vue'
import { useKeywrightContext } from './keywright-context.ts'
import { type RefsOf, refsOf } from './refs-of.ts'

/** The active organization, what the user is in it, and the lists that are asked for: `useOrganization({ memberships: true })`. */
export function useOrganization<Params extends UseOrganizationParams>(
  params?: MaybeRefOrGetter<Params>,
): RefsOf<UseOrganization<Params>> {
  const { resources } = useKeywrightContext()
  const requests = computed(() => requestsOfOrganization(resources.value, toValue(params) ?? {}))
  const lists = {
    memberships: usePages(() => requests.value.memberships),
    invitations: usePages(() => requests.value.invitations),
    membershipRequests: usePages(() => requests.value.membershipRequests),
    domains: usePages(() => requests.value.domains),
  }
  const read = () =>
    readOrganization<Params>(resources.value, {
      memberships: lists.memberships(),
      invitations: lists.invitations(),
      membershipRequests: lists.membershipRequests(),
      domains: lists.domains(),
    })
  return refsOf(read, [
    ...(['isLoaded', 'organization', 'membership'] as const),
    ...(['memberships', 'invitations', 'membershipRequests', 'domains'] as const),
  ]) as RefsOf<UseOrganization<Params>>
}

/** The organizations of the user, and those they could join: `useOrganizationList({ userMemberships: true })`. */
export function useOrganizationList<Params extends UseOrganizationListParams>(
  params?: MaybeRefOrGetter<Params>,
): RefsOf<UseOrganizationList<Params>> {
  const { keywright, resources } = useKeywrightContext()
  const requests = computed(() => requestsOfUser(resources.value, toValue(params) ?? {}))
  const lists = {
    userMemberships: usePages(() => requests.value.userMemberships),
    userInvitations: usePages(() => requests.value.userInvitations),
    userSuggestions: usePages(() => requests.value.userSuggestions),
  }
  const read = () =>
    readOrganizationList<Params>(keywright.value, resources.value, {
      userMemberships: lists.userMemberships(),
      userInvitations: lists.userInvitations(),
      userSuggestions: lists.userSuggestions(),
    })
  return refsOf(read, [
    ...(['isLoaded', 'createOrganization', 'setActive'] as const),
    ...(['userMemberships', 'userInvitations', 'userSuggestions'] as const),
  ]) as RefsOf<UseOrganizationList<Params>>
}

/** What the form of a new organization begins with. */
export function useOrganizationCreationDefaults(
  params: MaybeRefOrGetter<CreationDefaultsParams> = {},
): RefsOf<UseOrganizationCreationDefaults> {
  const { resources } = useKeywrightContext()
  const question = computed(() => questionOfDefaults(resources.value, toValue(params)))
  const read = useAnswers(() => (question.value ? [question.value] : []))
  return refsOf(
    () => readCreationDefaults(question.value && read(question.value)),
    ['data', 'error', 'isLoading', 'isFetching'],
  )
}

/** Has the questions answered for as long as the component is there. Reading an answer follows its changes. */
function useAnswers(questions: () => readonly Question[]): (question: Question) => Answer {
  const answers = answersOf(useKeywrightContext().keywright.value)
  const version = shallowRef(answers.version())
  const names = () =>
    questions()
      .map(({ name }) => name)
      .join('\n')
  // A server asks nothing.
  if (typeof window !== 'undefined')
    watch(
      names,
      (_now, _before, onCleanup) =>
        onCleanup(
          answers.watch(questions(), () => {
            version.value = answers.version()
          }),
        ),
      { immediate: true },
    )
  return (question) => {
    void version.value
    return answers.read(question)
  }
}

function usePages<Resource>(
  request: () => ListRequest<Resource> | undefined,
): <Infinite>() => PaginatedResources<Resource, Infinite> {
  const answers = answersOf(useKeywrightContext().keywright.value)
  const at = shallowRef<{ name: string; page: number }>()
  const kept: KeptPages = {}
  const page = () => {
    const { name, firstPage = 1 } = request() ?? {}
    return at.value && at.value.name === name ? at.value.page : firstPage
  }
  const read = useAnswers(() => {
    const wanted = request()
    return wanted ? questionsOf(wanted, page()) : []
  })
  const pages = computed(() => {
    const wanted = request()
    const setPage = (next: number) => {
      if (wanted) at.value = { name: wanted.name, page: next }
    }
    return readPages({ ...answers, read }, wanted, { page: page(), setPage }, kept)
  })
  // The caller knows from its parameters what kind of list it asked for.
  return <Infinite>() => pages.value as PaginatedResources<Resource, Infinite>
}
