import { describe, expect, it } from 'vitest'
import { organizationClaimsV1, organizationClaimsV2, packPermissions } from './organization-claims.policy.ts'
import type { TokenOrganization } from './token-organization.entity.ts'

const organization: TokenOrganization = {
  ...{ id: 'org_1', name: 'Acme', slug: 'acme', imageUrl: '', hasImage: false, version: 3 },
  ...{ publicMetadata: {}, membershipPublicMetadata: {} },
  roleKeys: ['org:billing_clerk', 'org:member'],
  permissionKeys: [
    ...['org:invoices:create', 'org:invoices:delete', 'org:reports:create', 'org:sys_memberships:read'],
  ],
}

/** As SDKs read it back (wire contract 5.3): features in order, bits from the lowest over the names. */
function unpack({ fea, per, fpm }: NonNullable<ReturnType<typeof packPermissions>>): string[] {
  const names = per.split(',')
  const numbers = fpm.split(',').map(BigInt)
  return fea
    .split(',')
    .flatMap((feature, index) =>
      names.flatMap((name, bit) =>
        ((numbers[index] ?? 0n) >> BigInt(bit)) & 1n ? [`org:${feature.replace('o:', '')}:${name}`] : [],
      ),
    )
}

describe('the organization in a session token', () => {
  it('has the first role without its prefix, and no permission of the system', () => {
    expect(organizationClaimsV2(organization)).toEqual({
      fea: 'o:invoices,o:reports',
      o: { id: 'org_1', slg: 'acme', rol: 'billing_clerk', per: 'create,delete', fpm: '3,1' },
    })
  })

  it('has no permissions and no features where there are none', () => {
    const plain = { ...organization, slug: null, permissionKeys: ['org:sys_profile:manage'] }
    expect(organizationClaimsV2(plain)).toEqual({ o: { id: 'org_1', rol: 'billing_clerk' } })
  })

  it('is flat in version 1', () => {
    expect(organizationClaimsV1(organization)).toEqual({
      ...{ org_id: 'org_1', org_slug: 'acme', org_role: 'org:billing_clerk' },
      org_permissions: ['org:invoices:create', 'org:invoices:delete', 'org:reports:create'],
    })
  })

  it('packs more names than a number has bits', () => {
    const keys = Array.from({ length: 80 }, (_, index) => `org:feature_${index % 7}:name_${index}`)
    const packed = packPermissions(keys)
    expect(packed && unpack(packed).toSorted()).toEqual(keys.toSorted())
  })
})
