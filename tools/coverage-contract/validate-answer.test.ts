import { describe, expect, it } from 'vitest'
import type { RecordedExchange } from '../../apps/server/src/testing/record-exchanges.ts'
import { toJsonSchema } from './json-schema.ts'
import { createMatcher } from './match-operation.ts'
import { book, exchangeOf, references } from './shelf-reference.fixtures.ts'
import { createAnswerValidator } from './validate-answer.ts'

const match = createMatcher(references.flatMap((reference) => reference.operations))
const validate = createAnswerValidator(references)

function problemsOf(changes: Partial<RecordedExchange>): string[] {
  const exchange = exchangeOf(changes)
  const operation = match(exchange)?.operation
  if (!operation) throw new RangeError(`no operation for ${exchange.path}`)
  return validate(operation, exchange)
}

describe('an answer', () => {
  it('passes as declared, with null where the reference allows it', () => {
    expect(problemsOf({})).toEqual([])
    expect(
      problemsOf({ body: { ...book, binding: null, cover: { url: 'https://a.example/b.png', more: 1 } } }),
    ).toEqual([])
  })
  it('fails without a required field, with null in its place, or with a field that a closed schema does not have', () => {
    const { title: _, ...untitled } = book
    expect(problemsOf({ body: untitled })).toEqual(["the body must have required property 'title'"])
    expect(problemsOf({ body: { ...book, title: null } })).toEqual(['title must be string'])
    expect(problemsOf({ body: { ...book, pages: 3 } })).toEqual([
      'the body must NOT have additional properties (pages)',
    ])
  })
  it('fails with a value outside an enum or a format', () => {
    expect(problemsOf({ body: { ...book, binding: 'tin' } })[0]).toMatch(/^binding must be equal to one of/)
    expect(problemsOf({ body: { ...book, cover: { url: 'not a url' } } })[0]).toMatch(
      /^cover.url must match format/,
    )
  })
  it('passes one of several schemas, and else is told what the nearest one misses', () => {
    expect(problemsOf({ body: { ...book, loan: { kind: 'reserved' } } })).toEqual([])
    expect(problemsOf({ body: { ...book, loan: { kind: 'lent', due_at: 1.5 } } })).toEqual([
      'loan.due_at must be integer',
      'loan.due_at must match format "int64"',
    ])
  })
  it('fails with a status that is not declared, or with another content type', () => {
    const created = { method: 'POST', path: '/v1/books' }
    expect(problemsOf({ ...created, status: 201 })).toEqual([])
    expect(problemsOf({ ...created, status: 200 })).toEqual(['status 200 is not declared (declared: 201)'])
    expect(problemsOf({ contentType: 'text/html' })[0]).toMatch(/^content type "text\/html"/)
  })
  it('needs no body where none is declared, and a Location where it redirects', () => {
    const bare = { body: undefined, contentType: '' }
    expect(problemsOf({ method: 'PATCH', status: 204, ...bare })).toEqual([])
    const redirect = { audience: 'frontend', path: '/v1/client/sync', status: 307, ...bare } as const
    expect(problemsOf({ ...redirect, location: 'https://a.example' })).toEqual([])
    expect(problemsOf(redirect)).toEqual(['status 307 without a Location'])
  })
  it('may be a page around the declared list, where a page was asked for', () => {
    const list = { path: '/v1/books', body: { data: [book], total_count: 1 } }
    expect(problemsOf({ ...list, query: '?paginated=true' })).toEqual([])
    expect(problemsOf(list)).toEqual(['the body must be array'])
    expect(
      problemsOf({ ...list, query: '?paginated=true', body: { data: [{}], total_count: 1 } }),
    ).not.toEqual([])
    expect(problemsOf({ ...list, query: '?paginated=true', body: { data: [book] } })).toEqual([
      'the body must be array',
    ])
  })
})

describe('a schema of OpenAPI 3.0', () => {
  it('is nullable beside a reference, and by a branch that says only that', () => {
    expect(toJsonSchema({ $ref: '#/components/schemas/A', nullable: true, description: 'x' }, 'b')).toEqual({
      anyOf: [{ $ref: 'b#/components/schemas/A' }, { type: 'null' }],
    })
    const hinted = toJsonSchema({ allOf: [{ $ref: '#/components/schemas/A' }, { nullable: true }] }, 'b')
    expect(hinted).toMatchObject({ anyOf: [{ allOf: [{}, {}] }, { type: 'null' }] })
  })
  it('keeps properties that are named like a keyword', () => {
    const schema = toJsonSchema({ type: 'object', properties: { nullable: { type: 'boolean' } } }, 'b')
    expect(schema).toEqual({ type: 'object', properties: { nullable: { type: 'boolean' } } })
  })
  it('has exclusive bounds as numbers', () => {
    expect(toJsonSchema({ type: 'integer', minimum: 0, exclusiveMinimum: true }, 'b')).toMatchObject({
      exclusiveMinimum: 0,
    })
  })
})
