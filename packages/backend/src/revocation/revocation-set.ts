/** What is known to be revoked, in memory. It knows no network: what it may be believed for is told from outside. */
import type { JwtHeader, SessionClaims } from '@keywright/tokens'
import type { RevocationEntry } from './revocation-source.ts'

export interface RevocationSet {
  readonly size: number
  hear(entries: readonly RevocationEntry[], now: number): void
  /** Whether a token was made before what it stands on was revoked. */
  refuses(claims: SessionClaims, header: JwtHeader): boolean
  /** Drops what was heard before a moment: every token it could speak of has run out. */
  forget(heardBefore: number): void
  clear(): void
}

interface Known {
  version: number
  heardAt: number
}

export function createRevocationSet(): RevocationSet {
  const known = new Map<string, Known>()
  /** A token that carries no version has version 0. */
  const isBelow = (kind: string, id: unknown, version: unknown) => {
    const entry = known.get(`${kind} ${String(id)}`)
    return entry !== undefined && !(typeof version === 'number' && version >= entry.version)
  }
  return {
    get size() {
      return known.size
    },
    hear(entries, now) {
      for (const { kind, id, version } of entries) {
        const name = `${kind} ${id}`
        known.set(name, { version: Math.max(version, known.get(name)?.version ?? 0), heardAt: now })
      }
    },
    refuses(claims, { kid }) {
      const { sid, sub, kwv } = claims
      const [session, user, membership] = Array.isArray(kwv) ? kwv : []
      const organization = organizationOf(claims)
      return (
        isBelow('session', sid, session) ||
        isBelow('user', sub, user) ||
        isBelow('membership', `${organization}/${sub}`, membership) ||
        // Tokens carry no version of their key or of the organization itself, so any entry of it refuses them all.
        known.has(`organization ${organization}`) ||
        known.has(`signing_key ${kid}`)
      )
    },
    forget(heardBefore) {
      for (const [name, { heardAt }] of known) if (heardAt < heardBefore) known.delete(name)
    },
    clear: () => known.clear(),
  }
}

/** The id of the organization that is active in a token, of either version; of a stranger's making it may be anything. */
function organizationOf({ o, org_id: id }: SessionClaims): unknown {
  return (o as { id?: unknown } | undefined)?.id ?? id
}
