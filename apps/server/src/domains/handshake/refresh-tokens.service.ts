import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { newToken } from '../../platform/random.ts'
import { hashToken } from '../../platform/secrets/seal.ts'
import type { Instance } from '../instances/index.ts'
import type { Session } from '../sessions/index.ts'
import { judgeRefreshToken, type RefreshTokenVerdict } from './refresh.policy.ts'
import * as repository from './refresh-tokens.repository.ts'

/** Each host of an app keeps one; what lies further back is forgotten. */
const perSessionMax = 20

/** A refresh token just made: shown once, kept as a hash. */
export interface IssuedRefreshToken {
  token: string
  lifetimeSeconds: number
}

export type RefreshTokens = ReturnType<typeof createRefreshTokens>

/** The tokens by which an app's server renews an expired session token. Each is good for one use. */
export function createRefreshTokens({ db, clock }: { db: Db; clock: Clock }) {
  return {
    /** Makes one that lives no longer than its session. */
    async issue({ id: instanceId }: Instance, session: Session): Promise<IssuedRefreshToken> {
      const token = newToken()
      const now = clock.now()
      const { id: sessionId, expireAt } = session
      await repository.insertRefreshToken(db, instanceId, {
        tokenHash: hashToken(token),
        sessionId,
        expireAt,
        now,
      })
      await repository.trimRefreshTokens(db, instanceId, sessionId, perSessionMax)
      return { token, lifetimeSeconds: Math.max(1, Math.floor((expireAt.getTime() - now.getTime()) / 1000)) }
    },

    /** Judges a token and, if it is good, uses it up. One that was stolen and used takes the others of its session with it. */
    async consume(
      { id: instanceId }: Instance,
      token: string,
      use: { sessionId: string; tokenId: string },
    ): Promise<RefreshTokenVerdict> {
      const tokenHash = hashToken(token)
      const now = clock.now()
      return await db.transaction().execute(async (tx) => {
        const stored = await repository.lockRefreshToken(tx, instanceId, tokenHash)
        const verdict = judgeRefreshToken(stored, use, now)
        if (verdict.kind === 'replayed') await repository.deleteRefreshTokens(tx, instanceId, use.sessionId)
        if (verdict.kind === 'good')
          await repository.consumeRefreshToken(tx, instanceId, tokenHash, {
            consumedAt: now,
            consumedWith: use.tokenId,
          })
        return verdict
      })
    },
  }
}
