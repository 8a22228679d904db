/** The auth object and its `has`, held against those of the pinned `@clerk/backend` on claims made up at random. */
import { signedInAuthObject as officialAuthObject } from '@clerk/backend/internal'
import type { SessionClaims } from '@keywright/tokens'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AuthObject, signedInAuthObject, signedOutAuthObject } from './auth-object.ts'
import type { CheckAuthorizationParams } from './check-authorization.ts'

const base = { sub: 'user_1', sid: 'sess_1', iss: 'i', jti: 'j', iat: 1, nbf: 1, exp: 2 }
const make = (claims: object, agedMinutes = 0) =>
  signedInAuthObject({
    token: 'a.b.c',
    claims: { ...base, ...claims } as SessionClaims,
    fetchToken: async () => 't',
    now: () => (base.iat + agedMinutes * 60) * 1000,
  })
const makeOfficial = (claims: object) =>
  officialAuthObject({ secretKey: 'sk_a' }, 'a.b.c', { ...base, ...claims } as never)

const name = fc.constantFrom('docs', 'export', 'billing', 'a')
const scoped = fc
  .tuple(fc.constantFrom('o', 'u', 'ou', 'uo', 'x'), name)
  .map(([scope, one]) => `${scope}:${one}`)
const list = fc.array(scoped, { maxLength: 4 }).map((entries) => entries.join(','))
const permissions = fc
  .array(fc.constantFrom('read', 'write', 'manage'), { maxLength: 3 })
  .map((all) => all.join(','))
const masks = fc.array(
  fc.oneof(fc.bigInt({ min: 0n, max: 2n ** 70n }).map(String), fc.constantFrom('x', '-1', '')),
  { maxLength: 4 },
)
const organization = fc.record(
  {
    id: fc.constantFrom('org_1', ''),
    slg: name,
    rol: fc.constantFrom('admin', 'member', 'org:admin'),
    per: permissions,
    fpm: masks.map((all) => all.join(',')),
  },
  { requiredKeys: ['id'] },
)
const age = fc.oneof(fc.integer({ min: -2, max: 1500 }), fc.constantFrom(Number.NaN, '5'))
const claims = fc.oneof(
  fc.record(
    { v: fc.constant(2), o: organization, fea: list, pla: list, fva: fc.array(age, { maxLength: 3 }) },
    { requiredKeys: ['v'] },
  ),
  fc.record(
    {
      org_id: fc.constantFrom('org_1', ''),
      org_role: fc.constantFrom('org:admin', 'admin'),
      org_slug: name,
      org_permissions: fc.array(fc.constantFrom('org:docs:read', 'docs:read')),
      fva: fc.tuple(age, age),
    },
    { requiredKeys: [] },
  ),
)
const scopedWish = fc
  .tuple(fc.constantFrom('', 'o:', 'org:', 'user:', 'u:', 'x:', ':'), name)
  .map((parts) => parts.join(''))
const level = fc.constantFrom('first_factor', 'second_factor', 'multi_factor', 'none')
const everyWish = fc.record({
  role: fc.constantFrom<unknown>('org:admin', 'admin', 'member', '', 5, null),
  permission: fc.constantFrom<unknown>('org:docs:read', 'docs:read', 'org:export:manage', 'read', '', 5),
  feature: fc.oneof<fc.Arbitrary<unknown>[]>(scopedWish, fc.constantFrom('', 5, null)),
  plan: fc.oneof<fc.Arbitrary<unknown>[]>(scopedWish, fc.constantFrom('', 5)),
  reverification: fc.oneof<fc.Arbitrary<unknown>[]>(
    fc.constantFrom('strict_mfa', 'strict', 'moderate', 'lax', 'toString', '', null, 5),
    fc.record({
      level,
      afterMinutes: fc.oneof<fc.Arbitrary<unknown>[]>(fc.integer({ min: -1, max: 100 }), fc.constant('10')),
    }),
  ),
})
/** Some of the names only: of five wishes at once hardly one is granted. */
const wish = fc
  .tuple(
    everyWish,
    fc.subarray(['role', 'permission', 'feature', 'plan', 'reverification'], { maxLength: 2 }),
  )
  .map(([all, names]) => Object.fromEntries(Object.entries(all).filter(([one]) => names.includes(one))))

/** The official one throws for a few of these; it grants nothing then, and neither do we. */
function grants(check: () => boolean): boolean {
  try {
    return check()
  } catch {
    return false
  }
}

describe('has', () => {
  it('grants what the official SDK grants, and nothing else', () => {
    let granted = 0
    const agrees = fc.property(claims, wish, (given, wanted) => {
      const answer = make(given).has(wanted as CheckAuthorizationParams)
      if (answer) granted += 1
      expect(answer).toBe(grants(() => makeOfficial(given).has(wanted as never)))
    })
    fc.assert(agrees, { numRuns: 5_000 })
    expect(granted).toBeGreaterThan(50)
  })

  it('grants nothing to who asks for nothing, and nothing for system permissions', () => {
    const admin = make({ v: 2, o: { id: 'org_1', rol: 'admin', per: 'read', fpm: '1' }, fea: 'o:docs' })
    expect(admin.has({})).toBe(false)
    expect(admin.has({ permission: 'org:docs:read' })).toBe(true)
    expect(admin.has({ permission: 'org:sys_memberships:manage' })).toBe(false)
    expect(signedOutAuthObject().has({ role: 'org:admin' })).toBe(false)
  })

  it('knows members by the name that apps of old have for them, and nobody else', () => {
    const inOrganization = (rol: string) => make({ v: 2, o: { id: 'org_1', rol } })
    expect(
      ['member', 'basic_member', 'admin'].map((rol) => inOrganization(rol).has({ role: 'basic_member' })),
    ).toEqual([...[true, true, false]])
    expect(inOrganization('basic_member').has({ role: 'member' })).toBe(false)
    expect(make({ v: 2 }).has({ role: 'basic_member' })).toBe(false)
  })

  // The attack: a token of a quarter of an hour, which says for as long that its user was proven just now.
  it('counts how old a token is on top of the proof it tells of', () => {
    const wanted: CheckAuthorizationParams = { reverification: 'strict' }
    const proven = { fva: [4, 4] }
    expect([make(proven, 5.9).has(wanted), make(proven, 6).has(wanted)]).toEqual([true, false])
    expect(make({ fva: [9, -1] }, 0.9).has(wanted)).toBe(true)
    expect(make(proven, -1).has(wanted)).toBe(true)
    expect(make({ fva: [0, 0], iat: undefined }).has(wanted)).toBe(false)
  })
})

describe('has.explain', () => {
  it('never says anything else than has', () => {
    const agrees = fc.property(claims, wish, (given, wanted) => {
      const { has } = make(given)
      const question = wanted as CheckAuthorizationParams
      const explanation = has.explain(question)
      expect(explanation.allowed).toBe(has(question))
      expect(explanation.checks.every(({ allowed }) => allowed)).toBe(explanation.allowed)
      expect(explanation.checks.map(({ code }) => code)).toContain(explanation.decidedBy)
    })
    fc.assert(agrees, { numRuns: 2_000 })
  })

  it('tells which role, permission or age of a proof decided', () => {
    const { has } = make(
      { v: 2, o: { id: 'org_1', rol: 'member', per: 'read', fpm: '1' }, fea: 'o:docs', fva: [9, -1] },
      2,
    )
    expect(has.explain({ role: 'org:member', permission: 'org:docs:read' })).toEqual({
      allowed: true,
      decidedBy: 'permission_held',
      message: '"org:docs:read" is granted.',
      checks: [
        expect.objectContaining({ code: 'role_held' }),
        expect.objectContaining({ code: 'permission_held' }),
      ],
    })
    const reasons = [
      { role: 'org:admin' },
      { permission: 'org:docs:write' },
      { permission: 'org:sys_memberships:manage' },
      { reverification: 'strict' as const },
      { feature: 'billing' },
      {},
    ].map((question) => {
      const { decidedBy, message } = has.explain(question)
      return [decidedBy, message]
    })
    expect(reasons).toEqual([
      ['role_missing', 'The member has the role "org:member", not "org:admin".'],
      ['permission_missing', 'The role "org:member" does not grant "org:docs:write".'],
      ['system_permission_not_in_token', expect.stringContaining('no session token holds those')],
      [
        'reverification_needed',
        'The first factor was proven 11 minutes ago, the second never; asked is second factor within 10 minutes. The user has to verify again.',
      ],
      ['feature_missing', 'The feature "billing" is not among those of the user or the organization.'],
      ['nothing_asked', expect.any(String)],
    ])
    expect(make({}).has.explain({ role: 'org:admin' }).decidedBy).toBe('no_organization')
  })

  it('says of nobody that they are nobody, or have something to do first', () => {
    const decidedBy = (auth: AuthObject) => auth.has.explain({ role: 'org:admin' }).decidedBy
    expect([decidedBy(signedOutAuthObject()), decidedBy(signedOutAuthObject({}, 'pending'))]).toEqual([
      'signed_out',
      'session_pending',
    ])
  })
})

describe('the auth object', () => {
  it('says of claims what the official one says', () => {
    const fields = (auth: object) => JSON.parse(JSON.stringify(auth)) as unknown
    const agrees = fc.property(claims, (given) => {
      expect(fields(make(given))).toEqual(fields(makeOfficial(given)))
    })
    fc.assert(agrees, { numRuns: 2_000 })
  })

  // The attack, or a slip of the server: claims that are not of the form they should have.
  it('is made of malformed lists, too, and grants nothing by them', () => {
    const auth = make({
      v: 2,
      o: { id: 'org_1', per: 'read', fpm: '1' },
      fea: 'docs,o:,:x,,o:docs:x',
      pla: {},
    })
    expect(auth.has({ feature: 'docs' })).toBe(false)
    expect(auth.has({ plan: 'pro' })).toBe(false)
  })

  it('hands out its own token, and asks for others', async () => {
    const asked: unknown[] = []
    const auth = signedInAuthObject({
      token: 'a.b.c',
      claims: base as SessionClaims,
      fetchToken: async (...input) => {
        asked.push(input)
        return 'other'
      },
    })
    expect(await auth.getToken()).toBe('a.b.c')
    expect(await auth.getToken({ template: 'hasura' })).toBe('other')
    expect(await auth.getToken({ expiresInSeconds: 60 })).toBe('other')
    expect(asked).toEqual([
      ['sess_1', { template: 'hasura', organizationId: null }],
      ['sess_1', { expiresInSeconds: 60, organizationId: null }],
    ])
    expect(await signedOutAuthObject().getToken({ template: 'hasura' })).toBeNull()
  })

  it('asks for tokens of the organization that its own is for', async () => {
    const asked: unknown[] = []
    const fetchToken = async (...input: unknown[]) => String(asked.push(input))
    const claims = { ...base, v: 2, o: { id: 'org_tab', rol: 'member', slg: 'tab' } }
    const auth = signedInAuthObject({ token: 'a.b.c', claims: claims as SessionClaims, fetchToken })
    await auth.getToken({ template: 'hasura' })
    expect(asked).toEqual([['sess_1', { template: 'hasura', organizationId: 'org_tab' }]])
  })

  it('shows a developer no whole secret', () => {
    const auth: AuthObject = signedInAuthObject({
      token: 'token-of-somebody',
      claims: base as SessionClaims,
      fetchToken: async () => '',
      debugData: {
        secretKey: 'sk_test_abcdefgh',
        jwtKey: 'k'.repeat(50),
        refreshToken: 'rt_abcdefghij',
        signInUrl: '/in',
      },
    })
    const shown = JSON.stringify(auth.debug())
    expect(shown).not.toMatch(/abcdefgh|kkkkkkkk|somebody/)
    expect(auth.debug()).toMatchObject({ secretKey: 'sk_test', signInUrl: '/in' })
  })
})
