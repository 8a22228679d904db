/** For whom a part of a page is. A browser can be made to show anything: what matters is decided on a server. */
import type { CheckAuthorizationParams } from '../authorization.ts'
import type { Auth } from './auth.ts'

/** Nobody who only shows something asks why. */
export type Has = (params: CheckAuthorizationParams) => boolean

export type Audience = 'signed-in' | 'signed-out' | CheckAuthorizationParams | ((has: Has) => boolean)

export function isFor(
  audience: Audience,
  { isSignedIn, has }: Pick<Auth, 'isSignedIn'> & { has: Has },
): boolean {
  if (audience === 'signed-out') return !isSignedIn
  if (!isSignedIn) return false
  if (audience === 'signed-in') return true
  if (typeof audience !== 'function') return has(audience)
  // A promise is no answer yet, and would be a yes for everybody.
  const answer: unknown = audience(has)
  return !(answer instanceof Promise) && Boolean(answer)
}

export interface Protection extends CheckAuthorizationParams {
  condition?: (has: Has) => boolean
}

type Loose<Fields> = { [Name in keyof Fields]?: Fields[Name] | undefined }

/** Without any condition, whoever is signed in. */
export function audienceOf({
  condition,
  role,
  permission,
  feature,
  plan,
  reverification,
}: Loose<Protection>): Audience {
  const named = Object.entries({ role, permission, feature, plan, reverification })
  const wanted = Object.fromEntries(named.filter(([, value]) => value !== undefined))
  return condition ?? (Object.keys(wanted).length > 0 ? wanted : 'signed-in')
}
