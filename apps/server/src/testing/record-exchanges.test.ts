import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  describeStatement,
  findAudience,
  type RecordedExchange,
  type RecordedLine,
  recordExchanges,
  startRecording,
} from './record-exchanges.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'

const folder = mkdtempSync(join(tmpdir(), 'keywright-recorder-'))
let database: TestDatabase
let answer: (request: Request) => Promise<Response> = async () => new Response()
// Also of a run that is itself recorded: what is made up here is no answer of ours.
startRecording(folder)
const fetch = recordExchanges((request) => answer(request))

function readLines(): RecordedLine[] {
  const text = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'))
  return text
    .join('')
    .split('\n')
    .filter(Boolean)
    .map((line): RecordedLine => JSON.parse(line))
}

async function record(request: Request): Promise<RecordedExchange | undefined> {
  await fetch(request)
  const last = readLines().at(-1)
  return last && 'exchange' in last ? last.exchange : undefined
}

const base = 'http://localhost:3900'
const form = { 'content-type': 'application/x-www-form-urlencoded' }

describe('a recorded exchange', () => {
  beforeAll(async () => {
    database = await createTestDatabase()
    await database.db
      .insertInto('applications')
      .values({ id: 'app_recorded', name: 'Recorded shop' })
      .execute()
  })
  afterAll(async () => {
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('leaves the request to the app and the response to the test', async () => {
    answer = async (request) => Response.json({ got: await request.text() }, { status: 201 })
    const response = await fetch(
      new Request(`${base}/v1/me?_method=PATCH`, { method: 'POST', headers: form, body: 'a=1' }),
    )
    expect(await response?.json()).toEqual({ got: 'a=1' })
    expect(readLines().at(-1)).toMatchObject({
      exchange: { method: 'PATCH', path: '/v1/me', status: 201, body: { got: 'a=1' } },
    })
  })
  it('has the method of a tunnelled request, from the query or from the form, and only for POST', async () => {
    answer = async () => new Response(null, { status: 204 })
    const post = { method: 'POST', headers: form }
    expect((await record(new Request(`${base}/v1/me?_method=delete`, post)))?.method).toBe('DELETE')
    expect((await record(new Request(`${base}/v1/client`, { ...post, body: '_method=GET' })))?.method).toBe(
      'GET',
    )
    expect((await record(new Request(`${base}/v1/me?_method=DELETE`)))?.method).toBe('GET')
  })
  it('has the rows that its own statements found, however many requests run at once', async () => {
    const { db } = database
    answer = async (request) => {
      const id = new URL(request.url).pathname.slice(1)
      const rows = await db.selectFrom('applications').selectAll().where('id', '=', id).execute()
      return Response.json(rows.length)
    }
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        fetch(new Request(`${base}/${index % 2 ? 'app_recorded' : 'app_missing'}`)),
      ),
    )
    const exchanges = readLines().flatMap((line) => ('exchange' in line ? [line.exchange] : []))
    const found = exchanges.filter(({ path }) => path === '/app_recorded')
    expect(found).toHaveLength(20)
    for (const { stored } of found) {
      expect(stored).toEqual([
        { kind: 'read', names: ['applications'], rows: 1, values: expect.arrayContaining(['Recorded shop']) },
      ])
    }
    const missing = exchanges.filter(({ path }) => path === '/app_missing')
    expect(missing.map(({ stored }) => stored)).toEqual(Array(20).fill([]))
  })
  it('has the rows of statements that the pool itself sends', async () => {
    answer = async () => {
      await database.pool.query('select name from applications')
      return Response.json({})
    }
    const answers = Array.from({ length: 30 }, () => fetch(new Request(`${base}/pooled`)))
    await Promise.all(answers)
    const pooled = readLines().flatMap((line) =>
      'exchange' in line && line.exchange.path === '/pooled' ? [line.exchange] : [],
    )
    expect(pooled.map(({ stored }) => stored.length)).toEqual(Array(30).fill(1))
  })
  it('is not asked for the end of a stream of events', async () => {
    const endless = new ReadableStream({ start: (controller) => controller.enqueue('data: 1\n\n') })
    answer = async () => new Response(endless, { headers: { 'content-type': 'text/event-stream' } })
    expect(await record(new Request(`${base}/v1/events`))).toMatchObject({
      status: 200,
      contentType: 'text/event-stream',
    })
  })
  it('stands beside the statements that ran outside of any request', async () => {
    await database.pool.query("update applications set name = 'Renamed shop' where id = $1", ['app_recorded'])
    expect(readLines().at(-1)).toEqual({
      statement: { kind: 'write', names: ['applications'], rows: 1, values: ['app_recorded'] },
    })
  })
})

describe('the audience of a request', () => {
  const audienceOf = (path: string, headers: Record<string, string>) =>
    findAudience(new Request(`${base}${path}`, { headers }))

  it('is told by its credential', () => {
    expect(audienceOf('/v1/users', { authorization: 'Bearer sk_test_1' })).toBe('backend')
    expect(audienceOf('/v1/users', { authorization: 'Bearer live_1' })).toBe('backend')
    expect(audienceOf('/v1/client', { authorization: 'a-client-token' })).toBe('frontend')
    expect(audienceOf('/v1/users', {})).toBe('frontend')
  })
  it('depends on the path for a key of the platform or of a machine', () => {
    const headers = { authorization: 'Bearer ak_1' }
    expect(audienceOf('/v1/platform/applications', headers)).toBe('platform')
    expect(audienceOf('/m2m_tokens/verify', headers)).toBe('backend')
    expect(audienceOf('/v1/users', headers)).toBe('frontend')
  })
  it('is the browser’s for whatever comes through a proxy', () => {
    const headers = { authorization: 'Bearer sk_test_1', 'clerk-secret-key': 'sk_test_1' }
    expect(audienceOf('/v1/users', headers)).toBe('frontend')
  })
})

describe('a statement', () => {
  const result = { rowCount: 1, rows: [{ id: 'user_1', document: { inner: ['a@b.example'] } }] }

  it('names its tables, also in joins and behind a schema', () => {
    const sql =
      'select 1 from "public"."users" as u inner join "email_addresses" on true where x in (select y from clients)'
    expect(describeStatement(sql, [], result)?.names).toEqual(['users', 'email_addresses', 'clients'])
    expect(describeStatement('insert into users (id) values (1)', [], result)?.names).toEqual(['users'])
    expect(describeStatement('select * from unnest($1::text[])', [], result)).toBeUndefined()
  })
  it('is a write when any part of it writes', () => {
    const kindOf = (sql: string) => describeStatement(sql, [], result)?.kind
    expect(kindOf('update "users" set "a" = 1')).toBe('write')
    expect(kindOf('with x as (insert into users values (1) returning *) select * from x')).toBe('write')
    expect(kindOf('delete from users')).toBe('write')
    expect(kindOf('select * from users for update')).toBe('read')
  })
  it('has the texts of its rows; what it was asked with only when it writes', () => {
    expect(describeStatement('select * from users', ['asked for'], result)?.values).toEqual([
      'user_1',
      'a@b.example',
    ])
    const written = { rowCount: 1, rows: [] }
    expect(
      describeStatement('insert into users values ($1)', ['{"name":"Ada Lovelace"}'], written)?.values,
    ).toEqual(['{"name":"Ada Lovelace"}', 'Ada Lovelace'])
  })
  it('that found and changed nothing is none', () => {
    expect(describeStatement('select * from users', [], { rowCount: 0, rows: [] })).toBeUndefined()
  })
})
