import {
  type ActorClaim,
  type FactorVerificationAge,
  permissionsOf,
  type SessionClaims,
} from '@keywright/tokens'

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
  const { o: organization } = claims
  if (!organization)
    return { orgId: undefined, orgSlug: undefined, orgRole: undefined, orgPermissions: undefined }
  return {
    orgId: organization.id,
    orgSlug: organization.slg,
    orgRole: organization.rol ? `org:${organization.rol}` : undefined,
    orgPermissions: permissionsOf(claims),
  }
}
