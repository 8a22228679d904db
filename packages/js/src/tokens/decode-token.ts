/** What a session token tells a page (wire contract 5). Nothing is proven by reading it: servers decide, pages only show. */
export interface TokenClaims {
  sub: string
  sid: string
  iat: number
  exp: number
  iss?: string
  azp?: string
  /** Minutes since each factor was proven; -1: never. */
  fva?: [number, number]
  sts?: 'active' | 'pending'
  act?: { sub: string }
  /** The active organization. */
  o?: { id: string; slg?: string; rol?: string; per?: string; fpm?: string }
  /** The same in tokens of version 1, which say no version. */
  v?: number
  org_id?: string
  org_role?: string
  org_slug?: string
  org_permissions?: string[]
  fea?: string
  pla?: string
  [custom: string]: unknown
}

export interface DecodedToken {
  claims: TokenClaims
  /** Seconds: when the claims were last proven against the database. */
  provenAt: number
}

/** Reads a token; `undefined` for what is none. */
export function decodeToken(jwt: string): DecodedToken | undefined {
  const [header, claims] = jwt.split('.', 2).map(parsePart)
  if (!isObject(claims) || typeof claims.iat !== 'number' || typeof claims.exp !== 'number') return undefined
  const oiat = isObject(header) ? header.oiat : undefined
  return { claims: claims as TokenClaims, provenAt: typeof oiat === 'number' ? oiat : claims.iat }
}

/** The organization that a token is for; `null`: the personal account. */
export const organizationIdOf = ({ o, v, org_id: id }: TokenClaims): string | null =>
  o?.id ?? (v ? null : (id ?? null))

function parsePart(part: string): unknown {
  try {
    const bytes = atob(part.replaceAll('-', '+').replaceAll('_', '/'))
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(bytes, (char) => char.charCodeAt(0))))
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
