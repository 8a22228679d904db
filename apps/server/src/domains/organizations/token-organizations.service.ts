import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { createProvenMemory, type InvalidationFeed } from '../invalidations/index.ts'
import { unmetIn } from '../organization-policies/index.ts'
import {
  permissionKeysOf,
  type RoleCatalogue,
  type RoleCatalogues,
  rolesOf,
} from '../organization-roles/index.ts'
import type { FindTokenOrganization } from '../tokens/index.ts'
import type { MembershipWithOrganization } from './membership.entity.ts'
import { findMembershipWithOrganization, toKey } from './memberships.repository.ts'
import { organizationImageUrl } from './organizations.resource.ts'

export interface TokenOrganizationsDeps {
  db: Db
  clock: Clock
  catalogues: Pick<RoleCatalogues, 'get'>
  feed: Pick<InvalidationFeed, 'isProven' | 'lastReadAt' | 'subscribe'>
  publicUrl: string
}

interface Remembered {
  instanceId: string
  membership: MembershipWithOrganization
}

/** How many memberships are remembered; one takes about a kilobyte. */
const capacity = 50_000

/** What tokens of members are made from: in memory while that is proven to be right, as most are renewed every minute. */
export function createTokenOrganizations({
  db,
  clock,
  catalogues,
  feed,
  publicUrl,
}: TokenOrganizationsDeps): FindTokenOrganization {
  const memory = createProvenMemory<Remembered>({
    feed,
    capacity,
    dependsOn: ({ instanceId, membership }) => [
      { instanceId, kind: 'membership', key: toKey(membership) },
      { instanceId, kind: 'organization', key: membership.organizationId },
    ],
  })
  const heldBy = createHeldRights()

  async function read(
    instanceId: string,
    userId: string,
    organizationId: string,
  ): Promise<Remembered | undefined> {
    const membership = await findMembershipWithOrganization(db, instanceId, { organizationId, userId })
    return membership && { instanceId, membership }
  }

  return async (instance, { session, ip, isVouchedFor = false }, organizationId) => {
    const { userId } = session
    const name = `${instance.id} ${organizationId}/${userId}`
    const known =
      memory.get(name)?.value ?? (await memory.read(name, () => read(instance.id, userId, organizationId)))
    if (!known) return undefined
    const { organization, ...membership } = known.membership
    return {
      organization: {
        id: organization.id,
        name: organization.name,
        slug: organization.slug,
        imageUrl: organizationImageUrl(organization, { instance, publicUrl }),
        hasImage: organization.imageId !== null,
        publicMetadata: organization.publicMetadata,
        version: membership.version,
        membershipPublicMetadata: membership.publicMetadata,
        ...heldBy(await catalogues.get(instance), membership.roleIds),
      },
      unmet: unmetIn(instance, organization.policy, session, { now: clock.now(), ip, isVouchedFor }),
    }
  }
}

/** Members share few combinations of roles: what each allows is put together once, for as long as no role changes. */
function createHeldRights() {
  const known = new WeakMap<RoleCatalogue, Map<string, { roleKeys: string[]; permissionKeys: string[] }>>()
  return (catalogue: RoleCatalogue, roleIds: MembershipWithOrganization['roleIds']) => {
    const ofCatalogue = known.get(catalogue) ?? new Map()
    known.set(catalogue, ofCatalogue)
    const name = roleIds.join()
    const rights = ofCatalogue.get(name) ?? toRights(catalogue, roleIds)
    ofCatalogue.set(name, rights)
    return rights as ReturnType<typeof toRights>
  }
}

function toRights(catalogue: RoleCatalogue, roleIds: MembershipWithOrganization['roleIds']) {
  const roles = rolesOf(catalogue, roleIds)
  return { roleKeys: roles.map(({ key }) => key), permissionKeys: permissionKeysOf(roles) }
}
