import { describe, expect, it } from 'vitest'
import {
  credentialKind,
  decideAudience,
  effectiveMethod,
  hasSeveralAuthorizations,
  type Knowledge,
} from './audience.policy.ts'

/** Every operation that both the Frontend and the Backend API have, by method and path. */
const shared = [
  ['POST', '/v1/organizations'],
  ['GET', '/v1/organizations/org_1'],
  ['PATCH', '/v1/organizations/org_1'],
  ['DELETE', '/v1/organizations/org_1'],
  ['PUT', '/v1/organizations/org_1/logo'],
  ['DELETE', '/v1/organizations/org_1/logo'],
  ['GET', '/v1/organizations/org_1/memberships'],
  ['POST', '/v1/organizations/org_1/memberships'],
  ['PATCH', '/v1/organizations/org_1/memberships/user_1'],
  ['DELETE', '/v1/organizations/org_1/memberships/user_1'],
  ['GET', '/v1/organizations/org_1/invitations'],
  ['POST', '/v1/organizations/org_1/invitations'],
  ['POST', '/v1/organizations/org_1/invitations/bulk'],
  ['GET', '/v1/organizations/org_1/invitations/pending'],
  ['POST', '/v1/organizations/org_1/invitations/orginv_1/revoke'],
  ['GET', '/v1/organizations/org_1/domains'],
  ['POST', '/v1/organizations/org_1/domains'],
  ['DELETE', '/v1/organizations/org_1/domains/orgdmn_1'],
  ['GET', '/v1/organizations/org_1/billing/subscription'],
  ['GET', '/v1/billing/plans'],
  ['GET', '/api_keys'],
  ['POST', '/api_keys'],
  ['PATCH', '/api_keys/ak_1'],
  ['POST', '/api_keys/ak_1/revoke'],
] as const

/** Everything a browser or a native app may send: none of it makes it a server. */
const clientForms = [
  ['nothing', null],
  ['an empty header', ''],
  ['Bearer and nothing', 'Bearer '],
  ['a raw client token, as Expo', 'dGhpcyBpcyBhIGNsaWVudCB0b2tlbg'],
  ['a client token with Bearer, as Electron', 'Bearer dGhpcyBpcyBhIGNsaWVudCB0b2tlbg'],
  ['a session token', 'Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ1c2VyXzEifQ.c2ln'],
  ['a secret key without Bearer', 'sk_test_1'],
  ['a secret key inside another word', 'Bearer mysk_test_1'],
  ['another scheme', 'Basic c2tfdGVzdF8xOg=='],
] as const

const serverForms = [
  'Bearer sk_test_1',
  'Bearer sk_live_1',
  'Bearer test_1',
  'Bearer live_1',
  'bearer sk_test_1',
  'BEARER  sk_live_1',
  ' Bearer\tsk_test_1 ',
]

const everybodyKnows = (): Knowledge => 'operation'
const onlyKnownTo =
  (known: string) =>
  (audience: string): Knowledge =>
    audience === known ? 'operation' : 'nothing'

describe('a path that both APIs have', () => {
  it('there are 24 of them', () => {
    expect(new Set(shared.map(([method, path]) => `${method} ${path}`)).size).toBe(24)
  })

  it.each(shared)('%s %s is the Backend API’s with a secret key of any form', (_method, path) => {
    for (const form of serverForms) {
      expect(decideAudience(credentialKind(form), path, everybodyKnows), form).toBe('backend')
    }
  })

  it.each(shared)('%s %s is the Frontend API’s with whatever a client sends', (_method, path) => {
    for (const [name, form] of clientForms) {
      expect(decideAudience(credentialKind(form), path, everybodyKnows), name).toBe('frontend')
    }
  })
})

describe('a path that one API has', () => {
  it.each(clientForms)('of servers only: %s is refused by the Backend API', (_name, form) => {
    expect(decideAudience(credentialKind(form), '/v1/users', onlyKnownTo('backend'))).toBe('backend')
  })

  it('of browsers only: a secret key does not turn it into a Backend path', () => {
    expect(decideAudience('secret_key', '/v1/client', onlyKnownTo('frontend'))).toBe('backend')
  })

  it('where browsers have other operations only: the Backend API refuses whoever has no key', () => {
    const knows = (audience: string): Knowledge => (audience === 'backend' ? 'operation' : 'path')
    expect(decideAudience('client', '/v1/organizations', knows)).toBe('backend')
    expect(decideAudience('client', '/v1/organizations', () => 'path')).toBe('frontend')
  })

  it('known to nobody is answered by the Frontend API', () => {
    expect(decideAudience('client', '/v1/nothing', () => 'nothing')).toBe('frontend')
  })

  it('of operators only is refused by the Platform API when the key is missing or a secret key', () => {
    expect(decideAudience('client', '/v1/platform/applications', onlyKnownTo('platform'))).toBe('platform')
    expect(decideAudience('secret_key', '/v1/platform/applications', onlyKnownTo('platform'))).toBe('backend')
  })
})

describe('a platform or machine key', () => {
  const kind = credentialKind('Bearer ak_1')

  it.each([
    ['/v1/platform', 'platform'],
    ['/v1/platform/applications', 'platform'],
    ['/m2m_tokens', 'backend'],
    ['/m2m_tokens/verify', 'backend'],
    ['/v1/platformer', 'frontend'],
    ['/m2m_tokenses', 'frontend'],
    ['/v1/organizations/org_1', 'frontend'],
    ['/v1/client', 'frontend'],
  ] as const)('on %s is for the %s API', (path, audience) => {
    expect(decideAudience(kind, path, everybodyKnows)).toBe(audience)
  })

  it('opens nothing of the Backend API', () => {
    expect(decideAudience(kind, '/v1/users', onlyKnownTo('backend'))).toBe('backend')
  })
})

describe('Authorization', () => {
  it('sent twice is noticed, as HTTP joins the two with a comma', () => {
    const headers = new Headers([
      ['authorization', 'dG9rZW4'],
      ['authorization', 'Bearer sk_test_1'],
    ])
    expect(hasSeveralAuthorizations(headers.get('authorization'))).toBe(true)
    expect(hasSeveralAuthorizations('Bearer sk_test_1')).toBe(false)
    expect(hasSeveralAuthorizations(null)).toBe(false)
  })
})

describe('_method', () => {
  it.each(['GET', 'PUT', 'PATCH', 'DELETE'])('turns a POST into %s', (method) => {
    expect(effectiveMethod('POST', method)).toBe(method)
    expect(effectiveMethod('POST', method.toLowerCase())).toBe(method)
  })

  // A link or an image is a GET: if it could delete, any page could sign its visitors out.
  it.each(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'])('is ignored on %s', (method) => {
    expect(effectiveMethod(method, 'DELETE')).toBe(method)
  })

  it.each(['CONNECT', 'TRACE', 'OPTIONS', '', 'DELETE,GET'])('is ignored when it is "%s"', (override) => {
    expect(effectiveMethod('POST', override)).toBe('POST')
  })
})
