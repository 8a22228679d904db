import type {
  ClientOrganizationMembershipResource,
  ClientOrganizationResource,
  MemberUserData,
  OrganizationMembershipResource,
  OrganizationResource,
  PublicOrganizationData,
} from '@keywright/contract'
import type { z } from 'zod'
import { initialsOf } from '../images/index.ts'
import type { Instance } from '../instances/index.ts'
import {
  type OrganizationRole,
  permissionKeysOf,
  type RoleCatalogue,
  rolesOf,
} from '../organization-roles/index.ts'
import { toPublicUserData, type User } from '../users/index.ts'
import type { Membership } from './membership.entity.ts'
import type { Organization, PublicOrganization } from './organization.entity.ts'
import { isDeletable, membershipLimitOf } from './organizations.policy.ts'
import { roleSetOf } from './role-input.ts'

export interface OrganizationContext {
  instance: Instance
  /** Where this server is by its configuration: one image has one address. */
  publicUrl: string
  catalogue: RoleCatalogue
}

/** What servers and members both see. */
function toSharedFields(organization: Organization, context: OrganizationContext) {
  const { settings } = context.instance
  const imageUrl = organizationImageUrl(organization, context)
  return {
    object: 'organization' as const,
    id: organization.id,
    name: organization.name,
    slug: organization.slug,
    image_url: imageUrl,
    logo_url: organization.imageId === null ? null : imageUrl,
    has_image: organization.imageId !== null,
    members_count: organization.membersCount,
    pending_invitations_count: organization.pendingInvitationsCount,
    max_allowed_memberships: membershipLimitOf(organization, context.instance),
    admin_delete_enabled: isDeletable(organization, settings),
    public_metadata: organization.publicMetadata,
    created_at: organization.createdAt.getTime(),
    updated_at: organization.updatedAt.getTime(),
  }
}

/** An organization as its members see it. */
export function toClientOrganizationResource(
  organization: Organization,
  context: OrganizationContext,
): z.input<typeof ClientOrganizationResource> {
  return { ...toSharedFields(organization, context), self_serve_sso_enabled: false }
}

/** An organization as servers see it. */
export function toOrganizationResource(
  organization: Organization,
  context: OrganizationContext,
): z.input<typeof OrganizationResource> {
  const { createdBy, lastActiveAt } = organization
  return {
    ...toSharedFields(organization, context),
    private_metadata: organization.privateMetadata,
    ...(createdBy !== null && { created_by: createdBy }),
    ...(lastActiveAt !== null && { last_active_at: lastActiveAt.getTime() }),
    role_set_key: roleSetOf(context.catalogue, organization).key,
    successor_user_id: organization.successorId,
  }
}

/** What those see who are no members: whom it invites, or who could ask to join. */
export function toPublicOrganization(
  { id, name, slug, imageId }: PublicOrganization,
  context: Pick<OrganizationContext, 'instance' | 'publicUrl'>,
): z.input<typeof PublicOrganizationData> {
  const imageUrl = organizationImageUrl({ id, name, imageId }, context)
  return { id, name, slug, image_url: imageUrl, has_image: imageId !== null }
}

/** Roles as members and invitations show them: all, and the first for SDKs that know one role a member. */
export function toRoleFields(roles: readonly OrganizationRole[]) {
  const [first] = roles
  return { role: first?.key ?? '', role_name: first?.name ?? '', roles: roles.map(({ key }) => key) }
}

/** What the members of an organization see of each other, and of those who ask to join. */
export function toMemberUserData(
  user: User,
  context: Pick<OrganizationContext, 'instance' | 'publicUrl'>,
): z.input<typeof MemberUserData> {
  return { ...toPublicUserData(user, context), banned: user.banned, deprovisioned: false }
}

export interface MembershipParts {
  membership: Membership
  organization: Organization
  user: User
}

function toSharedMembershipFields({ membership, user }: MembershipParts, context: OrganizationContext) {
  const roles = rolesOf(context.catalogue, membership.roleIds)
  return {
    object: 'organization_membership' as const,
    id: membership.id,
    ...toRoleFields(roles),
    permissions: permissionKeysOf(roles),
    public_metadata: membership.publicMetadata,
    public_user_data: toMemberUserData(user, context),
    created_at: membership.createdAt.getTime(),
    updated_at: membership.updatedAt.getTime(),
  }
}

/** A membership as the organization's members see it. */
export function toClientMembershipResource(
  parts: MembershipParts,
  context: OrganizationContext,
): z.input<typeof ClientOrganizationMembershipResource> {
  return {
    ...toSharedMembershipFields(parts, context),
    organization: toClientOrganizationResource(parts.organization, context),
  }
}

/** A membership as servers see it. */
export function toMembershipResource(
  parts: MembershipParts,
  context: OrganizationContext,
): z.input<typeof OrganizationMembershipResource> {
  return {
    ...toSharedMembershipFields(parts, context),
    organization: toOrganizationResource(parts.organization, context),
    private_metadata: parts.membership.privateMetadata,
  }
}

/** An uploaded logo, or a picture of the initials. */
export function organizationImageUrl(
  { id, imageId, name }: Pick<Organization, 'id' | 'imageId' | 'name'>,
  { instance, publicUrl }: { instance: Pick<Instance, 'isDefault' | 'slug'>; publicUrl: string },
): string {
  const base = `${publicUrl}${instance.isDefault ? '' : `/i/${instance.slug}`}/images`
  if (imageId !== null) return `${base}/${imageId}`
  const [first = '', second = ''] = name.split(/\s+/)
  const initials = initialsOf(first, second)
  return `${base}/default/${id}${initials === '' ? '' : `?initials=${encodeURIComponent(initials)}`}`
}
