import { describe, expect, it } from 'vitest'
import { type CheckAuthorizationParams, checkAuthorization } from './authorization.ts'
import type { TokenClaims } from './tokens/decode-token.ts'

const base: TokenClaims = { sub: 'user_1', sid: 'sess_1', iat: 0, exp: 60, fva: [5, -1] }
const member: TokenClaims = {
  ...base,
  // Of the organization's features the first has the permissions 0 and 1, the second 2.
  ...{ o: { id: 'org_1', rol: 'admin', per: 'read,write,manage', fpm: '3,4' } },
  ...{ fea: 'u:export,o:docs,uo:billing', pla: 'u:free,o:pro' },
}

const allowed = (wanted: CheckAuthorizationParams, claims: TokenClaims | undefined = member) =>
  checkAuthorization(claims, wanted)

describe('a check', () => {
  it('that asks for nothing, or of nobody, is not passed', () => {
    expect(allowed({})).toBe(false)
    expect(checkAuthorization(undefined, { role: 'admin' })).toBe(false)
  })

  it('of a role takes it with and without prefix', () => {
    expect([
      allowed({ role: 'org:admin' }),
      allowed({ role: 'admin' }),
      allowed({ role: 'org:member' }),
    ]).toEqual([true, true, false])
    expect(allowed({ role: 'org:admin' }, base)).toBe(false)
  })

  it('of a role knows members by the name that apps of old have for them', () => {
    const of = (rol: string): TokenClaims => ({ ...base, o: { id: 'org_1', rol } })
    expect(
      ['member', 'basic_member', 'admin'].map((rol) => allowed({ role: 'basic_member' }, of(rol))),
    ).toEqual([...[true, true, false]])
    expect(allowed({ role: 'basic_member' }, base)).toBe(false)
    expect(allowed({ role: 'org:' }, base)).toBe(false)
  })

  it('believes the membership of the organization that the token is for, and no other', () => {
    const own = { organization: { id: 'org_1' }, roles: ['org:a', 'org:b'], permissions: ['org:sys_x:read'] }
    const other = { organization: { id: 'org_2' }, roles: ['org:c'], permissions: ['org:sys_y:read'] }
    const may = (wanted: CheckAuthorizationParams, claims = member) =>
      checkAuthorization(claims, wanted, [other, own])
    expect([may({ role: 'b' }), may({ role: 'c' }), may({ role: 'admin' })]).toEqual([true, false, false])
    expect([may({ permission: 'org:sys_x:read' }), may({ permission: 'org:sys_y:read' })]).toEqual([
      ...[true, false],
    ])
    expect(may({ role: 'a' }, base)).toBe(false)
  })

  it.each(['x', '-1', '', '3,x'])('takes a mask that is none for no permission: %s', (fpm) => {
    const claims: TokenClaims = { ...member, o: { id: 'org_1', per: 'read', fpm }, fea: 'x:docs,o:billing' }
    expect(allowed({ permission: 'org:billing:read' }, claims)).toBe(fpm === '3,x')
  })

  it.each([
    ['org:docs:read', true],
    ['org:docs:write', true],
    ['org:docs:manage', false],
    ['org:billing:manage', true],
    ['org:billing:read', false],
    ['org:export:read', false],
    ['org:unknown:read', false],
    ['read', false],
  ])('of the permission %s', (permission, answer) => expect(allowed({ permission })).toBe(answer))

  it('of features and plans knows whose they are', () => {
    expect([
      allowed({ feature: 'docs' }),
      allowed({ feature: 'org:docs' }),
      allowed({ feature: 'user:docs' }),
    ]).toEqual([true, true, false])
    expect([allowed({ plan: 'pro' }), allowed({ plan: 'user:pro' }), allowed({ plan: 'org:pro' })]).toEqual([
      true,
      false,
      true,
    ])
  })

  it('of several things wants all of them', () => {
    expect(allowed({ role: 'admin', permission: 'org:docs:read' })).toBe(true)
    expect(allowed({ role: 'admin', permission: 'org:docs:manage' })).toBe(false)
  })
})

describe('a recent proof', () => {
  const recent = (fva: [number, number], reverification: CheckAuthorizationParams['reverification']) =>
    allowed({ reverification } as CheckAuthorizationParams, { ...base, fva })

  it('is the first factor’s for whoever has no second', () => {
    expect([recent([5, -1], 'strict'), recent([11, -1], 'strict'), recent([59, -1], 'moderate')]).toEqual([
      true,
      false,
      true,
    ])
    expect(recent([-1, -1], 'lax')).toBe(false)
  })

  it('is the second factor’s for whoever has one', () => {
    expect([recent([600, 5], 'strict'), recent([5, 600], 'strict'), recent([600, 5], 'strict_mfa')]).toEqual([
      true,
      false,
      false,
    ])
    expect(recent([5, 600], { level: 'first_factor', afterMinutes: 10 })).toBe(true)
  })
})
