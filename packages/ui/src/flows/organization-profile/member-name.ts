import type { OrganizationUser } from '@keywright/js/flows'

/** What somebody is called by those who work with them. */
export const memberName = (user: OrganizationUser | undefined): string =>
  [user?.first_name, user?.last_name].filter(Boolean).join(' ') || (user?.identifier ?? '')
