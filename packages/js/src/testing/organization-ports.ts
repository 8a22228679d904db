import type { OrganizationPorts } from '../flows/organizations/organization-ports.ts'
import type {
  Organization,
  OrganizationDomain,
  OrganizationMembership,
} from '../flows/organizations/organization-wire.ts'
import { type FakeAnswer, type FakePorts, fakePorts } from './fake-ports.ts'

/** The world of a flow about organizations: what it asks for and what it does, one line each. */
export function organizationPorts(answers: FakeAnswer[]) {
  const { api, later, calls } = fakePorts(answers)
  const done: string[] = []
  const ports: OrganizationPorts & Pick<FakePorts, 'calls'> = {
    ...{ api, later, calls },
    select: async (organizationId) => void done.push(`select ${organizationId}`),
  }
  return {
    ...{ ...ports, done },
    finish: async ({ id }: Pick<Organization, 'id'>) => void done.push(`finish ${id}`),
  }
}

/** What the server writes of these has more that no flow reads. */
const as = <Resource>(resource: object): Resource => resource as unknown as Resource

/** An organization as the server writes it. */
export const fakeOrganization = (given: Partial<Organization> = {}): Organization =>
  as({
    ...{ id: 'org_1', name: 'Acme', slug: 'acme', image_url: '', has_image: false },
    ...{ max_allowed_memberships: 0, admin_delete_enabled: true, members_count: 1, ...given },
  })

/** A membership of an administrator. */
export const fakeMembership = (id: string): OrganizationMembership =>
  as({
    ...{ id: `orgmem_${id}`, role: 'org:admin', role_name: 'Admin', permissions: [], created_at: 1 },
    organization: fakeOrganization({ id }),
  })

/** A domain that nothing is known of yet. */
export const fakeDomain = (proofs: object = {}): OrganizationDomain =>
  as({
    ...{ id: 'orgdmn_1', name: 'example.com', enrollment_mode: 'manual_invitation' },
    ...{ affiliation_email_address: null, total_pending_invitations: 0, total_pending_suggestions: 0 },
    ...proofs,
  })
