/** Who asks: strangers, members, and tokens that are not to be believed. */
import { describe, expect } from 'vitest'
import { paths } from '../adapter-host.ts'
import { appUrl, makeToken } from '../instance.ts'
import { page, program, type Stage, signIn, uat, type Visit } from '../stage.ts'

export function tellPeople({ statuses, story, visit, who }: Stage): void {
  describe('a stranger', () => {
    story('is let through to what is public, as nobody', async () => {
      expect(await who({})).toMatchObject({ userId: null, isAuthenticated: false, isAdmin: false })
    })

    story('that is a program gets 401 in JSON where members only may be', async () => {
      const answer = await visit(paths.members, { headers: program })
      expect(answer.status).toBe(401)
      expect(answer.json()).toMatchObject({ errors: [{ code: 'authentication_invalid' }] })
      expect(answer.headers['www-authenticate']).toBe('Bearer')
    })

    story('that fills a form gets 401 too, since the form would be lost', async () => {
      expect((await visit(paths.members, { method: 'POST', headers: page })).status).toBe(401)
    })

    story('on a page is sent to the sign-in, and would come back', async () => {
      const answer = await visit(`${paths.members}?a=1&b=%26`, { headers: page })
      expect(answer.status).toBe(statuses.page)
      const location = new URL(String(answer.headers.location))
      expect(location.origin + location.pathname).toBe(signIn)
      expect(location.searchParams.get('redirect_url')).toBe(`${appUrl}${paths.members}?a=1&b=%26`)
    })

    story('is sent to a sign-in of the app itself', async () => {
      const answer = await visit(paths.members, { headers: page, use: 'ownSignIn' })
      const back = encodeURIComponent(`${appUrl}${paths.members}`)
      expect(answer.headers.location).toBe(`${appUrl}/sign-in?from=app&redirect_url=${back}`)
    })
  })

  describe('somebody signed in', () => {
    story('is known by the cookie', async () => {
      const session = await makeToken()
      expect(await who({ session, uat })).toMatchObject({ userId: 'user_1', isAuthenticated: true })
      const answer = await visit(paths.members, { session, uat, headers: page })
      expect([answer.status, answer.json().userId]).toEqual([200, 'user_1'])
    })

    story('is known by the bearer token', async () => {
      expect(await who({ bearer: await makeToken() })).toMatchObject({ userId: 'user_1' })
      expect((await visit(paths.members, { bearer: await makeToken() })).status).toBe(200)
    })

    story('is known while they ask for something that is not there', async () => {
      const answer = await visit('/nowhere', { bearer: await makeToken() })
      expect(answer.status).toBe(404)
    })

    story('with tasks left is nobody yet, unless the app says otherwise', async () => {
      const bearer = await makeToken({ claims: { sts: 'pending' } })
      expect(await who({ bearer })).toMatchObject({ userId: null, withTasks: 'user_1' })
      expect((await visit(paths.members, { bearer })).status).toBe(statuses.program)
    })

    story('with tasks left is sent to them', async () => {
      const session = await makeToken({ claims: { sts: 'pending' } })
      const answer = await visit(paths.members, { session, uat, headers: page })
      expect(answer.status).toBe(statuses.page)
      expect(answer.headers.location).toMatch(
        /^https:\/\/accounts\.example\.com\/sign-in\/tasks\?redirect_url=/,
      )
    })

    story('has the role of their organization', async () => {
      const bearer = await makeToken({ claims: { o: { id: 'org_1', slg: 'acme', rol: 'admin' } } })
      expect(await who({ bearer })).toMatchObject({ orgId: 'org_1', orgRole: 'org:admin', isAdmin: true })
    })

    story('has it by its name of old, too', async () => {
      const rolesOf = async (rol: string) =>
        (await who({ bearer: await makeToken({ claims: { o: { id: 'org_1', slg: 'acme', rol } } }) }))
          .rolesOfOld
      expect([await rolesOf('admin'), await rolesOf('member')]).toEqual([['admin'], ['basic_member']])
    })

    story('may do in their organization what the token says', async () => {
      const o = { id: 'org_1', slg: 'acme', rol: 'member', per: 'read,write', fpm: '3' }
      const bearer = await makeToken({ claims: { o, fea: 'o:docs' } })
      expect(await who({ bearer })).toMatchObject({
        ...{ orgPermissions: ['org:docs:read', 'org:docs:write'], mayWriteDocs: true, isAdmin: false },
      })
      const reader = await makeToken({ claims: { o: { ...o, fpm: '1' }, fea: 'o:docs' } })
      expect(await who({ bearer: reader })).toMatchObject({ mayWriteDocs: false })
    })

    // The attack: a claim that people can fill by themselves, from their own metadata.
    story('shows custom claims, which open no door', async () => {
      const claims = { org_plan: 'pro', org_role: 'org:owner' }
      expect(await who({ bearer: await makeToken({ claims }) })).toMatchObject({
        ...{ orgPlan: 'pro', orgRole: 'org:owner', isOwner: false },
      })
      const member = { ...claims, o: { id: 'org_1', slg: 'acme', rol: 'admin' } }
      expect(await who({ bearer: await makeToken({ claims: member }) })).toMatchObject({
        ...{ orgPlan: 'pro', orgRole: 'org:admin', isAdmin: true, isOwner: false },
      })
    })

    story('is no machine', async () => {
      const bearer = await makeToken()
      const expected = { anyType: 'session_token', asMachine: false, ofList: null }
      expect(await who({ bearer })).toMatchObject(expected)
    })

    story('is nobody by a machine’s token', async () => {
      expect(await who({ bearer: 'mt_1' })).toMatchObject({ userId: null, isAuthenticated: false })
      expect(await who({ bearer: 'mt_1' })).toMatchObject({ anyType: 'm2m_token', ofList: 'm2m_token' })
    })

    story('is one of many who ask at the same time', async () => {
      const people = await Promise.all(
        Array.from({ length: 40 }, async (_, index) => {
          const sub = `user_${index}`
          return { sub, bearer: await makeToken({ claims: { sub } }) }
        }),
      )
      const answers = await Promise.all(people.map(({ bearer }) => visit(paths.slow, { bearer })))
      expect(answers.map((answer) => answer.json().userId)).toEqual(people.map(({ sub }) => sub))
    })
  })

  describe('a token that is not to be believed', () => {
    const refusals: [string, () => Promise<Visit>, string][] = [
      ['of another key', async () => ({ bearer: await makeToken({ isForged: true }) }), 'signature'],
      [
        'of another key, in the cookie',
        async () => ({ session: await makeToken({ isForged: true }), uat }),
        'signature',
      ],
      ['made for another app', async () => ({ bearer: await makeToken(), use: 'azp' }), 'authorized-parties'],
      ['that is text', async () => ({ bearer: 'garbage' }), 'token-invalid'],
      ['that has run out', async () => ({ bearer: await makeToken({ at: -600 }) }), 'expired'],
      ['that is an escape and no more', async () => ({ session: '%E0%A4%A', uat }), 'token-invalid'],
      ['that is far too long', async () => ({ session: 'a'.repeat(7_000), uat }), 'token-invalid'],
    ]
    for (const [name, make, reason] of refusals)
      story(`signs nobody in: one ${name}`, async () => {
        const answer = await visit(paths.who, { ...(await make()), headers: program })
        expect(answer.json()).toMatchObject({ userId: null })
        expect(answer.headers['x-clerk-auth-status']).toBe('signed-out')
        expect(answer.headers['x-clerk-auth-reason']).toContain(reason)
      })
  })
}
