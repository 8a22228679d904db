import type { Instance } from '../instances/index.ts'
import type { RoleCatalogues } from '../organization-roles/index.ts'
import type { PresentMemberships } from '../users/index.ts'
import type { MembershipsService } from './memberships.service.ts'
import type { Organization } from './organization.entity.ts'
import {
  type MembershipParts,
  toClientMembershipResource,
  toClientOrganizationResource,
  toMembershipResource,
  toOrganizationResource,
} from './organizations.resource.ts'

export interface OrganizationPresenterDeps {
  catalogues: Pick<RoleCatalogues, 'get'>
  publicUrl: string
}

export type OrganizationPresenter = ReturnType<typeof createOrganizationPresenter>

/** Writes organizations and memberships, with the roles of the instance as they are now. */
export function createOrganizationPresenter({ catalogues, publicUrl }: OrganizationPresenterDeps) {
  return async ({ instance }: { instance: Instance }) => {
    const context = { instance, publicUrl, catalogue: await catalogues.get(instance) }
    return {
      organization: (one: Organization) => toOrganizationResource(one, context),
      membership: (parts: MembershipParts) => toMembershipResource(parts, context),
      clientOrganization: (one: Organization) => toClientOrganizationResource(one, context),
      clientMembership: (parts: MembershipParts) => toClientMembershipResource(parts, context),
    }
  }
}

/** All that users are members of, as it stands in the users themselves. */
export function createOwnMemberships(
  present: OrganizationPresenter,
  memberships: Pick<MembershipsService, 'listOfUsers'>,
): PresentMemberships {
  return async (instance, users) => {
    if (!instance.settings.organizations.enabled || users.length === 0) return () => []
    const { clientMembership } = await present({ instance })
    const userIds = users.map(({ id }) => id)
    const byUser = Map.groupBy(await memberships.listOfUsers(instance, userIds), ({ userId }) => userId)
    return (userId) =>
      users
        .filter(({ id }) => id === userId)
        .flatMap((user) =>
          (byUser.get(user.id) ?? []).map(({ organization, ...membership }) =>
            clientMembership({ membership, organization, user }),
          ),
        )
  }
}
