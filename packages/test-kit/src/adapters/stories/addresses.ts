/** Addresses and hosts as attackers write them. */
import { describe, expect } from 'vitest'
import { paths } from '../adapter-host.ts'
import { makeToken } from '../instance.ts'
import { pathTricks } from '../path-tricks.ts'
import { page, program, type Stage, type Visit } from '../stage.ts'

export function tellAddresses({ statuses, story, visit }: Stage): void {
  describe('an address', () => {
    for (const trick of pathTricks)
      story(`does not get round a guard: ${trick}`, async () => {
        const answer = await visit(trick, { headers: program })
        expect(answer.text).not.toContain('secret')
        if (answer.status === 200) expect(answer.text).toBe('open')
        else expect([400, 401, 404]).toContain(answer.status)
      })

    story('that is plain is open or guarded, as it says', async () => {
      expect((await visit(`${paths.open}/page`)).text).toBe('open')
      expect((await visit(`${paths.guarded}/page`)).status).toBe(401)
      const bearer = await makeToken()
      expect((await visit(`${paths.guarded}/page`, { bearer })).text).toBe('secret')
    })

    // The attack: line breaks and hosts that end up in a redirect.
    story('brings no header and no host of its own into a redirect', async () => {
      const bad: Visit[] = [
        { headers: { ...page, 'x-forwarded-host': 'evil.example/..' } },
        { headers: { ...page, 'x-forwarded-host': 'a b' } },
        { headers: { ...page, 'x-forwarded-proto': 'javascript' } },
      ]
      for (const visitor of bad) {
        const answer = await visit(`${paths.members}?x=%0d%0aset-cookie:%20evil=1`, visitor)
        expect(answer.status).toBe(statuses.page)
        const { hostname, pathname } = new URL(
          new URL(String(answer.headers.location)).searchParams.get('redirect_url') ?? '',
        )
        expect([hostname, pathname]).toEqual(['app.example.com', paths.members])
        expect(answer.cookies.join()).not.toContain('evil')
      }
      const target = await visit(`//evil.example${paths.members}`, { headers: page })
      expect(String(target.headers.location ?? '')).not.toMatch(/redirect_url=https?%3A%2F%2Fevil/)
    })

    story('with a host that is none is a bad request', async () => {
      for (const host of ['app.example.com/x', 'user@app.example.com', 'a b', 'app.example.com:port'])
        expect([host, (await visit(paths.who, { headers: { ...program, host } })).status]).toEqual([
          host,
          400,
        ])
    })
  })
}
