/** Whom a page was drawn for, in one text; `null`: a stranger. Somebody in another organization sees another page. */
import type { Resources } from '../client/session-center.ts'
import { organizationIdOf, type TokenClaims } from '../tokens/decode-token.ts'

/** By what a server knew; `undefined`: it drew for nobody in particular. */
export const visitorOfClaims = (claims: TokenClaims | null | undefined): string | null | undefined =>
  claims && `${claims.sid} ${organizationIdOf(claims)}`

export function visitorOf({ session, organization }: Pick<Resources, 'session' | 'organization'>) {
  if (!session) return null
  // While only the token is known, the session is where that says.
  const id = session.user ? organization?.id : session.lastActiveOrganizationId
  return `${session.id} ${id ?? null}`
}
