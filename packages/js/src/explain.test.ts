import { expect, it } from 'vitest'
import { checkAuthorization } from './authorization.ts'
import { type ExplainableAuth, explainHas } from './explain.ts'
import type { TokenClaims } from './tokens/decode-token.ts'

const claims: TokenClaims = {
  ...{ sub: 'user_1', sid: 'sess_1', iat: 0, exp: 60, v: 2, fva: [5, -1] },
  ...{ o: { id: 'org_1', rol: 'member', per: 'read', fpm: '1' }, fea: 'o:docs' },
}
const auth: ExplainableAuth = {
  ...{ userId: 'user_1', orgId: 'org_1', orgRole: 'org:member', sessionClaims: claims },
  has: (wanted) => checkAuthorization(claims, wanted),
}
const nobody: ExplainableAuth = { userId: null, sessionClaims: null, has: () => false }

it.each([
  [{ role: 'org:member' }, 'role_held'],
  [{ role: 'org:admin' }, 'role_missing'],
  [{ role: 'org:member', permission: 'org:docs:read' }, 'permission_held'],
  [{ permission: 'org:docs:write' }, 'permission_missing'],
  [{ permission: 'org:sys_memberships:manage' }, 'system_permission_not_in_token'],
  [{ feature: 'docs' }, 'feature_held'],
  [{ plan: 'pro' }, 'plan_missing'],
  [{ reverification: 'strict' as const }, 'reverification_recent'],
  [{ reverification: { level: 'first_factor' as const, afterMinutes: 5 } }, 'reverification_needed'],
  [{}, 'nothing_asked'],
])('%j is decided as has decides it, by %s', (wanted, decidedBy) => {
  const explanation = explainHas(auth, wanted)
  expect([explanation.decidedBy, explanation.allowed]).toEqual([decidedBy, auth.has(wanted)])
})

it('tells by the membership, where that is known', () => {
  const member = { ...auth, orgPermissions: ['org:sys_memberships:read'] }
  const { decidedBy } = explainHas(member, { permission: 'org:sys_memberships:manage' })
  expect(decidedBy).toBe('permission_missing')
})

it('tells of the policy that keeps the session out of its organization', () => {
  const unmetPolicy = { organizationId: 'org_1', unmet: [{ rule: 'ip_not_allowed' } as const] }
  const out: ExplainableAuth = { ...auth, orgId: null, orgRole: null, unmetPolicy, has: () => false }
  expect(explainHas(out, { role: 'org:member' })).toMatchObject({
    ...{ allowed: false, decidedBy: 'organization_policy_unmet' },
    message:
      'The session does not meet the policy of the organization: the user calls from a network that it does not allow. No token is made for it.',
    checks: [{ subject: 'policy', details: { organization_id: 'org_1' } }],
  })
  expect(explainHas({ ...auth, unmetPolicy }, { role: 'org:member' }).decidedBy).toBe('role_held')
})

it('says that nobody is signed in', () => {
  expect(explainHas(nobody, { role: 'org:admin' })).toMatchObject({ allowed: false, decidedBy: 'signed_out' })
})
