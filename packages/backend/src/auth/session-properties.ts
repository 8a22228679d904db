import type { ActorClaim, FactorVerificationAge, SessionClaims } from '@keywright/tokens'

/** What a session token says of the signed-in user, in the names of the auth object (wire contract 5.3). */
export interface SessionProperties {
  userId: string
  sessionId: string
  sessionStatus: 'active' | 'pending' | null
  actor: ActorClaim | undefined
  orgId: string | undefined
  orgSlug: string | undefined
  orgRole: string | undefined
  orgPermissions: string[] | undefined
  factorVerificationAge: FactorVerificationAge | null
}

export function sessionPropertiesOf(claims: SessionClaims): SessionProperties {
  return {
    userId: claims.sub,
    sessionId: claims.sid,
    sessionStatus: claims.sts ?? null,
    actor: claims.act,
    factorVerificationAge: claims.fva ?? null,
    ...organizationOf(claims),
  }
}

type OrganizationProperties = Pick<SessionProperties, 'orgId' | 'orgSlug' | 'orgRole' | 'orgPermissions'>

function organizationOf(claims: SessionClaims): OrganizationProperties {
  if (claims.v !== 2)
    return {
      orgId: claims.org_id,
      orgSlug: claims.org_slug,
      orgRole: claims.org_role,
      orgPermissions: claims.org_permissions,
    }
  const { o: organization, fea } = claims
  if (!organization)
    return { orgId: undefined, orgSlug: undefined, orgRole: undefined, orgPermissions: undefined }
  return {
    orgId: organization.id,
    orgSlug: organization.slg,
    orgRole: organization.rol ? `org:${organization.rol}` : undefined,
    orgPermissions: permissionsOf(scopedNames(fea).organization, organization.per, organization.fpm),
  }
}

/** `fpm` has one number for each feature of the organization; its bits, lowest first, stand for the names in `per`. */
function permissionsOf(features: readonly string[], per: unknown, fpm: unknown): string[] {
  const names = listOf(per)
  const masks = listOf(fpm).map((mask) => (/^\d+$/.test(mask) ? BigInt(mask) : 0n))
  return features.flatMap((feature, column) =>
    names
      .filter((_name, bit) => (((masks[column] ?? 0n) >> BigInt(bit)) & 1n) === 1n)
      .map((name) => `org:${feature}:${name}`),
  )
}

/** What is no text is no list, whoever signed it. */
function listOf(list: unknown): string[] {
  return typeof list === 'string' && list !== '' ? list.split(',').map((entry) => entry.trim()) : []
}

/** A list such as `o:docs,u:export`: whose each name is. An entry without a colon says nothing. */
export function scopedNames(list: unknown): { organization: string[]; user: string[] } {
  const names = { organization: [] as string[], user: [] as string[] }
  for (const entry of listOf(list)) {
    const [, scope, name] = /^(o|u|ou|uo):(.*)$/.exec(entry) ?? []
    if (scope === undefined || name === undefined) continue
    if (scope.includes('o')) names.organization.push(name)
    if (scope.includes('u')) names.user.push(name)
  }
  return names
}
