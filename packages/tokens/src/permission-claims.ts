/** What a session token says of permissions, features and plans (wire contract 5.3). What is no text says nothing, whoever signed it. */
import type { SessionClaims } from './session-claims.ts'

/** The permissions of a member, as `org:<feature>:<name>`. `undefined`: no organization is active. */
export function permissionsOf(claims: SessionClaims): string[] | undefined {
  if (claims.v !== 2) return claims.org_permissions
  const { o: organization, fea } = claims
  return organization && unpack(scopedNames(fea).organization, organization.per, organization.fpm)
}

/** `fpm` has one number for each feature of the organization; its bits, lowest first, stand for the names in `per`. */
function unpack(features: readonly string[], per: unknown, fpm: unknown): string[] {
  const names = listOf(per)
  const masks = listOf(fpm).map((mask) => (/^\d+$/.test(mask) ? BigInt(mask) : 0n))
  return features.flatMap((feature, column) =>
    names
      .filter((_name, bit) => (((masks[column] ?? 0n) >> BigInt(bit)) & 1n) === 1n)
      .map((name) => `org:${feature}:${name}`),
  )
}

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
