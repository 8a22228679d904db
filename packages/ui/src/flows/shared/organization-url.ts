import type { PublicOrganization } from '@keywright/js/flows'

/** Where to go with an organization: an address in which `:id` and `:slug` stand for it, or what a function says. */
export type OrganizationUrl = string | ((organization: PublicOrganization) => string)

export function urlWith(
  url: OrganizationUrl | undefined,
  organization: PublicOrganization,
): string | undefined {
  if (typeof url === 'function') return url(organization)
  // One without a slug is called by its id, which leads nowhere else.
  return url?.replace(':id', organization.id).replace(':slug', organization.slug ?? organization.id)
}
