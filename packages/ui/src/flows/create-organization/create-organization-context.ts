import { type CreateOrganizationContext, mayCreate } from '@keywright/js/flows'
import type { UiHost } from '../../ui-host.ts'

/** What a new organization begins with, as the instance and its user allow. */
export function createOrganizationContext(
  { environment, client, sessionId }: UiHost,
  skipsInvitations: boolean,
): CreateOrganizationContext {
  const { slug, domains, max_allowed_memberships: max } = environment.organization_settings
  return {
    isAllowed: mayCreate(client, sessionId),
    skipsInvitations: skipsInvitations || max === 1,
    ...{ hasSlug: !slug.disabled, defaultRole: domains.default_role },
    ...{ logo: null, organization: null, roles: [], invitedCount: 0, refused: [] },
  }
}
