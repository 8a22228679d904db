import { expect, it } from 'vitest'
import type { Resources } from '../../client/session-center.ts'
import { requestsOfOrganization, requestsOfUser } from './lists.ts'

/** Somebody whose lists say what they were asked for. */
function resourcesOf(asked: object[]): Resources {
  const ask = (params: object) => {
    asked.push(params)
    return Promise.resolve({ data: [], total_count: 0 })
  }
  const organization = { id: 'org_1', getInvitations: ask, getMembershipRequests: ask, getMemberships: ask }
  const user = { id: 'user_1', getOrganizationInvitations: ask, getOrganizationSuggestions: ask }
  return { user, organization } as unknown as Resources
}

// As the official hooks do.
it('asks for what waits for an answer, unless something else is wanted', () => {
  const asked: object[] = []
  const resources = resourcesOf(asked)
  const first = { pageSize: 10, initialPage: 1 }
  const usual = requestsOfOrganization(resources, {
    ...{ invitations: true, membershipRequests: { status: undefined }, memberships: true },
  })
  const own = requestsOfOrganization(resources, { invitations: { status: ['revoked'] } })
  const user = requestsOfUser(resources, { userInvitations: true, userSuggestions: true })
  for (const request of [usual.invitations, usual.membershipRequests, usual.memberships]) void request?.ask(1)
  for (const request of [own.invitations, user.userInvitations, user.userSuggestions]) void request?.ask(1)
  expect(asked).toEqual([
    { ...first, status: ['pending'] },
    { ...first, status: 'pending' },
    first,
    { ...first, status: ['revoked'] },
    { ...first, status: ['pending'] },
    { ...first, status: 'pending' },
  ])
})
