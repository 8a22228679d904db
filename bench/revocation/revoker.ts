/** Mints tokens of the bench's sessions and takes them back, by the Backend API, in each of the ways there are. */
import { organizationIdOf, sessionIdOf, userIdOf } from '../seed/bench-users.ts'

/** One in ten each, but three of the roles; the others end the session. */
type Way =
  | 'sessions revoked'
  | 'users banned'
  | 'users deleted'
  | 'passwords replaced'
  | 'roles changed'
  | 'members removed'

export interface Revoked {
  name: string
  how: Way
  token: string
  /** On the machine's monotonic clock, in milliseconds. */
  answeredAt: number
}

export interface RevokerOptions {
  urls: readonly string[]
  secretKey: string
}

export function createRevoker({ urls, secretKey }: RevokerOptions) {
  async function call(index: number, method: string, path: string, body: object = {}): Promise<unknown> {
    const answer = await fetch(`${urls[index % urls.length]}${path}`, {
      method,
      headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
      ...(method === 'DELETE' ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text.slice(0, 300)}`)
    return JSON.parse(text)
  }

  async function revoke(index: number): Promise<Way> {
    const user = `/v1/users/${userIdOf(index)}`
    const member = `/v1/organizations/${organizationIdOf(0)}/memberships/${userIdOf(index)}`
    switch (index % 10) {
      case 0:
        await call(index, 'POST', `${user}/ban`)
        return 'users banned'
      case 1:
        await call(index, 'DELETE', user)
        return 'users deleted'
      case 2:
        await call(index, 'PATCH', user, { password: `Bench-${index}-horse-battery` })
        return 'passwords replaced'
      case 3:
        await call(index, 'DELETE', member)
        return 'members removed'
      case 4:
      case 5:
      case 6:
        await call(index, 'PATCH', member, { role: 'org:member' })
        return 'roles changed'
      default:
        await call(index, 'POST', `/v1/sessions/${sessionIdOf(index)}/revoke`)
        return 'sessions revoked'
    }
  }

  return {
    /** Tokens of so many sessions, from this one on. */
    async mint(first: number, count: number): Promise<string[]> {
      const tokens: string[] = []
      for (let index = first; index < first + count; index += 1) {
        const path = `/v1/sessions/${sessionIdOf(index)}/tokens`
        // Longer than the bench takes: what is refused in it must not have expired.
        const answer = await call(index, 'POST', path, { expires_in_seconds: 600 })
        tokens.push((answer as { jwt: string }).jwt)
      }
      return tokens
    },

    /** Revokes what the tokens are of, so many at a time; each is reported before the next one begins in its place. */
    async revokeAll(
      first: number,
      tokens: readonly string[],
      atOnce: number,
      report: (revoked: Revoked) => Promise<void>,
    ): Promise<Revoked[]> {
      const done: Revoked[] = []
      let next = 0
      async function work(): Promise<void> {
        while (next < tokens.length) {
          const place = next++
          const how = await revoke(first + place)
          const answeredAt = Number(process.hrtime.bigint()) / 1e6
          const revoked = { name: String(place), how, token: tokens[place] ?? '', answeredAt }
          done.push(revoked)
          await report(revoked)
        }
      }
      await Promise.all(Array.from({ length: atOnce }, work))
      return done
    },
  }
}
