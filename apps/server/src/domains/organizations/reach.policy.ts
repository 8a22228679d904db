import { isAdministrator, type OrganizationRole } from '../organization-roles/index.ts'

type Roles = readonly OrganizationRole[]

/**
 * The permissions without which a manager of members does not get this far; none: they do. Nobody gives more than they have
 * themselves, as they could give it to themselves, and nobody acts on who has more to say in the organization. The role
 * that is common to all is for everybody to give; administrators could take all there is anyway.
 */
export function permissionsBeyond(
  { held, common }: { held: Roles; common: OrganizationRole | undefined },
  { gives, on }: { gives: Roles; on: Roles },
): string[] {
  if (isAdministrator(held)) return []
  const own = new Set(permissionsOf(common ? [...held, common] : held).map(toKey))
  const needed = [...permissionsOf(gives), ...permissionsOf(on).filter(({ type }) => type === 'system')]
  return [...new Set(needed.map(toKey))].filter((key) => !own.has(key)).toSorted()
}

const permissionsOf = (roles: Roles) => roles.flatMap(({ permissions }) => permissions)
const toKey = ({ key }: { key: string }) => key
