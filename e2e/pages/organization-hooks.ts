/** What the pages of both frameworks hand out: all that their hooks say, as it stands at the moment. */
import { createKeywright, type Keywright } from '@keywright/js'
import type { UseOrganization, UseOrganizationList } from '@keywright/js/binding'

export const paramsOfOrganization = {
  memberships: { infinite: true, pageSize: 2 },
  invitations: { pageSize: 2, keepPreviousData: true },
  membershipRequests: true,
  domains: true,
} as const

export const paramsOfUser = {
  userMemberships: { infinite: true },
  userInvitations: true,
  userSuggestions: { status: ['pending', 'accepted'] },
} as const

declare global {
  var keywright: Keywright
  var hooks: {
    organization: UseOrganization<typeof paramsOfOrganization>
    list: UseOrganizationList<typeof paramsOfUser>
  }
}

globalThis.keywright = createKeywright(JSON.parse(document.querySelector('#config')?.textContent ?? '{}'))
