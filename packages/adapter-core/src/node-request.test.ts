import { describe, expect, it } from 'vitest'
import { toWebRequest } from './node-request.ts'

const host = 'app.example.com'

describe('a request of Node', () => {
  it.each([
    ['/a?b=1', 'http://app.example.com/a?b=1'],
    ['//evil.example/a', 'http://app.example.com//evil.example/a'],
    ['https://evil.example/a', 'http://app.example.com/a'],
    ['@evil.example/a', 'http://app.example.com/@evil.example/a'],
    [':8080/a', 'http://app.example.com/:8080/a'],
  ])('for %s stays on its host', (target, url) => {
    expect(toWebRequest({ headers: { host } }, target)?.url).toBe(url)
  })

  it('is encrypted where its socket is, over HTTP/2, too', () => {
    const headers = { ':authority': host, ':path': '/a', cookie: 'a=1' }
    const request = toWebRequest({ method: 'POST', headers, socket: { encrypted: true } }, '/a')
    expect(request?.url).toBe('https://app.example.com/a')
    expect([...(request?.headers ?? [])]).toEqual([['cookie', 'a=1']])
    expect(request?.method).toBe('POST')
  })

  it('has every value of a header that came several times', () => {
    const request = toWebRequest({ headers: { host, 'x-a': ['1', '2'] } })
    expect(request?.headers.get('x-a')).toBe('1, 2')
  })

  it.each(['a b', 'user@host', 'host/path', 'host?x', 'host#x', 'host\\x', 'host:99999', ''])(
    'of the host "%s" is none',
    (bad) => {
      expect(toWebRequest({ headers: { host: bad } })).toBeUndefined()
    },
  )
})
