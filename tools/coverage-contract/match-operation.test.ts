import { describe, expect, it } from 'vitest'
import { createMatcher } from './match-operation.ts'
import { readReference } from './reference.ts'
import { references } from './shelf-reference.fixtures.ts'

const match = createMatcher(references.flatMap((reference) => reference.operations))
const nameOf = (audience: 'frontend' | 'backend', method: string, path: string) =>
  match({ audience, method, path })?.operation.operationId

describe('a recorded request', () => {
  it('is a call of the template with the literal, where a parameter fits too', () => {
    expect(nameOf('backend', 'GET', '/v1/books/count')).toBe('CountBooks')
    expect(nameOf('backend', 'GET', '/v1/books/dune')).toBe('GetBook')
  })
  it('is told apart by method', () => {
    expect(nameOf('backend', 'PATCH', '/v1/books/count')).toBe('UpdateBook')
    expect(nameOf('backend', 'DELETE', '/v1/books/dune')).toBeUndefined()
  })
  it('belongs to the API of its credential, unless the operation needs none', () => {
    expect(nameOf('frontend', 'GET', '/v1/books/dune')).toBeUndefined()
    expect(nameOf('frontend', 'GET', '/v1/public/page')).toBe('GetPage')
  })
  it('may end in a slash and begin with the slug of an instance', () => {
    expect(nameOf('backend', 'GET', '/v1/books/')).toBe('ListBooks')
    expect(nameOf('frontend', 'GET', '/i/shop/v1/me/books')).toBe('getMyBooks')
  })
  it('is no call of a template that only happens to fit an operation beyond the reference', () => {
    const { operations } = readReference('backend', {
      paths: { '/clients/{client_id}': { get: { operationId: 'GetClient' } } },
    })
    const find = createMatcher(operations)
    const get = (path: string) => find({ audience: 'backend', method: 'GET', path })?.operation.operationId
    expect(get('/v1/clients/client_1')).toBe('GetClient')
    expect(get('/v1/clients/handshake_payload')).toBeUndefined()
  })
  it('leaves out what a parameter of ours is answered with', () => {
    const { operations } = readReference('backend', {
      paths: { '/organizations/{id}/invitations/bulk': { post: { operationId: 'inviteMany' } } },
    })
    const find = createMatcher(operations)
    const call = {
      audience: 'backend',
      method: 'POST',
      path: '/v1/organizations/o/invitations/bulk',
    } as const
    expect(find(call)?.operation.operationId).toBe('inviteMany')
    expect(find({ ...call, query: '?partial=false' })?.operation.operationId).toBe('inviteMany')
    expect(find({ ...call, query: '?partial=true' })).toBeUndefined()
  })
  it('fills in the parameters, decoded', () => {
    const found = match({ audience: 'backend', method: 'GET', path: '/v1/books/a%20b' })
    expect(found?.parameters).toEqual({ book_id: 'a b' })
  })
  it('may leave out the version where SDKs do', () => {
    const { operations } = readReference('backend', {
      paths: {
        '/api_keys/{id}': { get: { operationId: 'getKey' } },
        '/saml/{id}.xml': { get: { operationId: 'saml' } },
      },
    })
    const find = createMatcher(operations)
    const get = (path: string) => find({ audience: 'backend', method: 'GET', path })?.operation.operationId
    expect(get('/api_keys/ak_1')).toBe('getKey')
    expect(get('/v1/saml/one.xml')).toBe('saml')
    expect(get('/v1/saml/one')).toBeUndefined()
    expect(get('/saml/one.xml')).toBeUndefined()
  })
})
