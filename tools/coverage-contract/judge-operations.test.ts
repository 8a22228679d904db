import { describe, expect, it } from 'vitest'
import type {
  RecordedExchange,
  RecordedLine,
  StoredStatement,
} from '../../apps/server/src/testing/record-exchanges.ts'
import { isCounted, judgeOperations, type OperationVerdict } from './judge-operations.ts'
import { countOperations, formatCounts, formatVerdicts } from './report.ts'
import { book, bookRead, exchangeOf, references, tables, visitorRead } from './shelf-reference.fixtures.ts'
import { readTableNames } from './stored-evidence.ts'

type Step = Partial<RecordedExchange> | { statement: StoredStatement }

function judge(...steps: Step[]): OperationVerdict[] {
  const lines = steps.map(
    (step): RecordedLine => ('statement' in step ? step : { exchange: exchangeOf(step) }),
  )
  return judgeOperations(references, [lines], tables)
}

const countedNames = (...steps: Step[]): string[] =>
  judge(...steps)
    .filter(isCounted)
    .map(({ operation }) => operation.operationId)

const mine = { audience: 'frontend', path: '/v1/me/books' } as const
const write = (...names: string[]): StoredStatement => ({ kind: 'write', names, rows: 1, values: [] })

describe('an operation counts', () => {
  it('when a valid success answer was made from stored rows', () => {
    expect(countedNames({})).toEqual(['GetBook'])
  })
  it('when rows were changed and the answer has no body', () => {
    const patched = { method: 'PATCH', status: 204, body: undefined, contentType: '' }
    expect(countedNames({ ...patched, stored: [write('books')] })).toEqual(['UpdateBook'])
    expect(countedNames({ ...patched, stored: [write('events')] })).toEqual([])
  })
  it('when the answer has values that only the visitor’s stored rows have', () => {
    const body = { response: [{ owner: 'user_1abcdefghijklmnop' }], client: null }
    expect(countedNames({ ...mine, body, stored: [visitorRead] })).toEqual(['getMyBooks'])
  })
  it('when a warm answer has what was stored earlier, also inside a token', () => {
    const payload = Buffer.from(JSON.stringify({ sub: 'user_1abcdefghijklmnop' })).toString('base64url')
    const minted: Step = {
      audience: 'frontend',
      method: 'POST',
      path: '/v1/sessions/sess_1abcdefghijklmnop/tokens',
      body: { jwt: `e30.${payload}.c2ln` },
      stored: [],
    }
    expect(countedNames(minted)).toEqual([])
    expect(countedNames({ statement: visitorRead }, minted)).toEqual(['createToken'])
  })
  it('when a redirect knew the visitor', () => {
    const redirect = {
      audience: 'frontend',
      path: '/v1/client/sync',
      status: 307,
      location: 'https://a.example',
    } as const
    expect(countedNames({ ...redirect, body: undefined, stored: [visitorRead] })).toEqual(['syncClient'])
    expect(countedNames({ ...redirect, body: undefined, stored: [] })).toEqual([])
  })
  it('when settings were written and the same question is answered otherwise', () => {
    const ask = (open: boolean) => ({ path: '/v1/instance', body: { open }, stored: [] })
    const statement = write('instance_settings')
    expect(countedNames(ask(false), { statement }, ask(true))).toEqual(['GetInstance'])
    expect(countedNames(ask(false), { statement }, ask(false))).toEqual([])
    expect(countedNames(ask(false), ask(true))).toEqual([])
  })
})

describe('an operation does not count', () => {
  it('with an empty list, however it is wrapped', () => {
    const list = { path: '/v1/books', stored: [bookRead] }
    expect(countedNames({ ...list, body: [] })).toEqual([])
    expect(countedNames({ ...list, query: '?paginated=true', body: { data: [], total_count: 0 } })).toEqual(
      [],
    )
    expect(
      countedNames({ ...list, path: '/v1/books/count', body: { object: 'total_count', total_count: 0 } }),
    ).toEqual([])
    const wrapped = { response: { data: [], total_count: 0 }, client: { id: 'user_1abcdefghijklmnop' } }
    expect(countedNames({ ...mine, body: wrapped, stored: [visitorRead] })).toEqual([])
    expect(judge({ ...list, body: [] })[0]?.unproven).toBe('only empty answers')
  })
  it('with a fixed body, though the visitor or the key was looked up', () => {
    const fixed = { response: { enabled: false, status: 'active' }, client: { id: 'user_1abcdefghijklmnop' } }
    expect(countedNames({ ...mine, body: fixed, stored: [visitorRead] })).toEqual([])
    const values = ['ins_1abcdefghijklmnopq']
    const instanceRead: StoredStatement = { kind: 'read', names: ['instances'], rows: 1, values }
    const asked = { path: '/v1/instance', stored: [instanceRead] }
    expect(countedNames({ ...asked, body: { enabled: false } })).toEqual([])
    expect(countedNames({ ...asked, body: { id: values[0] } })).toEqual(['GetInstance'])
  })
  it('by what the request itself brought, nor by the visitor’s own activity', () => {
    const body = { response: { id: 'user_1abcdefghijklmnop' }, client: null }
    const asked = { ...mine, query: '?user_id=user_1abcdefghijklmnop', body, stored: [visitorRead] }
    expect(countedNames(asked)).toEqual([])
    const renamed = {
      ...mine,
      method: 'PATCH',
      path: '/v1/me/name',
      body: { response: { done: true }, client: null },
    }
    expect(countedNames({ ...renamed, stored: [write('sessions', 'clients')] })).toEqual([])
    expect(countedNames({ ...renamed, stored: [write('users')] })).toEqual(['patchName'])
  })
  it('with one answer that is not as declared, beside any number of good ones', () => {
    const verdicts = judge({}, { body: { ...book, title: 7 } })
    expect(verdicts.map(isCounted)).toEqual([false])
    expect(verdicts[0]?.invalid).toEqual(['title must be string'])
  })
  it('with errors, and with redirects that are not declared', () => {
    expect(judge({ status: 404, body: {} }, { status: 302, location: '/sign-in' })).toEqual([])
  })
  it('by names in a statement that are no tables', () => {
    expect(countedNames({ stored: [{ ...bookRead, names: ['skip', 'unnest'] }] })).toEqual([])
  })
})

describe('the report', () => {
  it('has one line of counts over the totals of the reference', () => {
    expect(formatCounts(countOperations(references, judge({})))).toBe(
      'frontend 0/4, backend 1/7, platform 0/0',
    )
  })
  it('gives the reason for each operation', () => {
    const text = formatVerdicts(judge({}, { path: '/v1/books', body: [{}] }))
    expect(text).toContain('/books/{book_id} (GetBook)  read books')
    expect(text).toContain("not as declared: 0 must have required property 'id'")
    expect(text).toContain('and 1 more')
  })
})

describe('the tables of the server', () => {
  it('are read from its migrations', () => {
    const sql =
      'create table books (\n  id text);\nCREATE TABLE IF NOT EXISTS "loans" (id text);\n-- create index x on y'
    expect([...readTableNames(sql)]).toEqual(['books', 'loans'])
  })
})
