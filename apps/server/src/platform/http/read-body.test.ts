import { type AnyRoute, defineRoute } from '@keywright/contract'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { HttpRequest } from './http-request.ts'
import { parseRequest } from './parse-request.ts'
import { readBody } from './read-body.ts'

const route: AnyRoute = defineRoute({
  audience: 'backend',
  operationId: 'test',
  method: 'post',
  path: '/v1/test/{id}',
  summary: 'Test',
  params: z.object({ id: z.string() }),
  query: z.object({ tag: z.union([z.string(), z.array(z.string())]).optional() }),
  body: z.object({ name: z.unknown() }),
  output: z.unknown(),
  errors: [],
})

type Body = string | null

const form = 'application/x-www-form-urlencoded'

function requestOf(body: Body, contentType = 'application/json', query = ''): HttpRequest {
  const headers = contentType === '' ? {} : { 'content-type': contentType }
  const raw = new Request('http://localhost/v1/test/1', { method: 'POST', headers, body })
  return {
    raw,
    url: new URL(`http://localhost/v1/test/1${query}`),
    path: '/v1/test/1',
    method: 'POST',
    instanceId: 'ins_1',
  } as HttpRequest
}

const read = (body: Body, contentType?: string) => readBody(requestOf(body, contentType), route)
const parse = (body: string, query = '', id = '1') =>
  parseRequest(route, requestOf(body, 'application/json', query), { id })

describe('reading a body', () => {
  it('makes arrays of what a form repeats', async () => {
    expect(await read('a=1&b=2&a=3&a=4', form)).toEqual({ a: ['1', '3', '4'], b: '2' })
  })

  // RFC 2046 §5.1.1 compares boundaries byte by byte, and browsers make theirs of both cases.
  it('reads a form with files whose boundary has capital letters', async () => {
    const boundary = '----WebKitFormBoundaryAbCdEf'
    const part = `--${boundary}\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--${boundary}--\r\n`
    expect(await read(part, `multipart/form-data; boundary=${boundary}`)).toEqual({ a: '1' })
    const image = { ...route, bodyKind: 'image' } as AnyRoute
    const file = part.replace('name="a"', 'name="file"; filename="a.png"\r\nContent-Type: image/png')
    const request = requestOf(file, `Multipart/Form-Data; boundary=${boundary}`)
    expect(await readBody(request, image)).toMatchObject({ file: { contentType: 'image/png' } })
  })

  it('leaves out what belongs to the transport', async () => {
    expect(await read('_method=PATCH&captcha_token=x&__clerk_testing_token=y&a=1', form)).toEqual({ a: '1' })
  })

  // A megabyte of `a=1&` cost minutes of processor time as long as repeated fields were copied one by one.
  it('refuses a form of more than a thousand fields', async () => {
    expect(Object.keys((await read('a=1&'.repeat(1_000), form)) as object)).toEqual(['a'])
    await expect(read('a=1&'.repeat(1_001), form)).rejects.toMatchObject({ code: 'request_body_invalid' })
  })

  // Prototype pollution: what is merged into another object later must hold no key that reaches a prototype.
  it.each([
    ['plain', '{"a":{"__proto__":{"admin":true},"b":1}}'],
    ['escaped', '{"a":{"\\u005f_\\u0070roto__":{"admin":true},"b":1}}'],
  ])('drops a %s __proto__', async (_what, text) => {
    expect(JSON.stringify(await read(text))).toBe('{"a":{"b":1}}')
  })

  it('keeps a prototype out of a form', async () => {
    const fields = (await read('__proto__=x&__proto__=y&a=1', form)) as Record<string, unknown>
    expect(Object.getPrototypeOf(fields)).toBe(Object.prototype)
  })

  it('reads a body of declared length whole, and blames the caller where it breaks off', async () => {
    const sent = (body: string | ReadableStream) => {
      const headers = { 'content-type': form, 'content-length': '3' }
      const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit
      return readBody({ raw: new Request('http://localhost/', init) } as HttpRequest, route)
    }
    expect(await sent('a=1')).toEqual({ a: '1' })
    const broken = new ReadableStream({ pull: (controller) => controller.error(new Error('gone')) })
    await expect(sent(broken)).rejects.toMatchObject({ code: 'request_body_invalid' })
  })

  it('blames the caller for a body that breaks off', async () => {
    const broken = new ReadableStream({ pull: (controller) => controller.error(new Error('gone')) })
    const raw = new Request('http://localhost/', {
      method: 'POST',
      body: broken,
      duplex: 'half',
    } as RequestInit)
    await expect(readBody({ ...requestOf(null), raw }, route)).rejects.toMatchObject({
      code: 'request_body_invalid',
    })
  })

  it('stops reading a body of unknown length at its limit', async () => {
    let sent = 0
    const endless = new ReadableStream({
      pull(controller) {
        sent += 65_536
        controller.enqueue(new Uint8Array(65_536))
      },
    })
    const raw = new Request('http://localhost/', {
      method: 'POST',
      body: endless,
      duplex: 'half',
    } as RequestInit)
    await expect(readBody({ ...requestOf(null), raw }, route)).rejects.toMatchObject({
      code: 'request_body_too_large',
    })
    expect(sent).toBeLessThan(2 * 1024 * 1024)
  })
})

describe('parsing a request', () => {
  it.each([
    ['NUL in the body', '{"name":"a\\u0000"}', '', '1', 'form_param_format_invalid'],
    ['half a character in the body', '{"name":{"a":["\\udc00"]}}', '', '1', 'form_param_format_invalid'],
    ['NUL in the query', '{"name":1}', '?tag=%00', '1', 'form_param_format_invalid'],
    ['NUL in the path', '{"name":1}', '', '\0', 'resource_not_found'],
    [
      'ten thousand levels',
      `{"name":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
      '',
      '1',
      'form_param_format_invalid',
    ],
  ])('refuses %s', async (_what, body, query, id, code) => {
    await expect(parse(body, query, id)).rejects.toMatchObject({ code })
  })

  it('reads a query in which a key is __proto__', async () => {
    expect(await parse('{"name":1}', '?__proto__=a&__proto__=b&tag=x&tag=y')).toMatchObject({
      query: { tag: ['x', 'y'] },
    })
  })

  it('lists twenty faults at most', async () => {
    const strict = { ...route, body: z.strictObject({}) }
    const fields = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [`f${index}`.padEnd(2_000, 'x'), 1]),
    )
    const refusal = parseRequest(strict, requestOf(JSON.stringify(fields)), { id: '1' })
    const { errors } = (await refusal.catch((error: unknown) => error)) as { errors: unknown[] }
    expect(errors).toHaveLength(20)
  })
})
