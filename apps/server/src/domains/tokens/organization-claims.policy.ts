import type { OrganizationClaim } from '@keywright/tokens'
import type { TokenOrganization } from './token-organization.entity.ts'

const permissionPattern = /^org:([^:]+):([^:]+)$/

/** The permissions of the app's own making: those of the system are asked for by us alone, and in no token. */
function customPermissions(permissionKeys: readonly string[]): string[] {
  return permissionKeys.filter((key) => permissionPattern.test(key) && !key.startsWith('org:sys_'))
}

/** Bit i of a feature's number says whether it has permission i of the list (wire contract 5.3). */
function toBits(names: readonly string[], held: ReadonlySet<string>): string {
  const bits = names.reduce((sum, name, index) => (held.has(name) ? sum | (1n << BigInt(index)) : sum), 0n)
  return bits.toString()
}

/** Permissions as version 2 packs them: which features, which names, and for each feature which of the names. */
export function packPermissions(
  permissionKeys: readonly string[],
): { fea: string; per: string; fpm: string } | undefined {
  const parts = customPermissions(permissionKeys).map((key) => {
    const [, feature = '', name = ''] = permissionPattern.exec(key) ?? []
    return { feature, name }
  })
  if (parts.length === 0) return undefined
  const namesByFeature = Map.groupBy(parts, ({ feature }) => feature)
  const features = [...namesByFeature.keys()].toSorted()
  const names = [...new Set(parts.map(({ name }) => name))].toSorted()
  const bitsOf = (feature: string) =>
    toBits(names, new Set(namesByFeature.get(feature)?.map(({ name }) => name)))
  return {
    fea: features.map((feature) => `o:${feature}`).join(','),
    per: names.join(','),
    fpm: features.map(bitsOf).join(','),
  }
}

/** The organization in a session token of version 2. */
export function organizationClaimsV2(organization: TokenOrganization): {
  o: OrganizationClaim
  fea?: string
} {
  const { id, slug, roleKeys, permissionKeys } = organization
  const { fea, ...permissions } = packPermissions(permissionKeys) ?? {}
  const rol = roleKeys[0]?.replace(/^org:/, '') ?? ''
  return { o: { id, ...(slug === null ? {} : { slg: slug }), rol, ...permissions }, ...(fea && { fea }) }
}

/** The same in a session token of version 1. */
export function organizationClaimsV1({ id, slug, roleKeys, permissionKeys }: TokenOrganization) {
  return {
    org_id: id,
    ...(slug === null ? {} : { org_slug: slug }),
    org_role: roleKeys[0] ?? '',
    org_permissions: customPermissions(permissionKeys),
  }
}
