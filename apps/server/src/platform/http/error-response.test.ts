import { describe, expect, it, vi } from 'vitest'
import { DomainError } from '../domain-error.ts'
import { silentLog } from '../log/log.ts'
import { toWireError } from '../wire-error.ts'
import { errorResponse } from './error-response.ts'

const options = { traceId: 'a'.repeat(32), log: silentLog, isUnavailable: () => false }

describe('an error answer', () => {
  it('has the status of its code, one form, and nothing to be kept by caches', async () => {
    const answer = errorResponse(new DomainError('form_param_missing', { param: 'name' }), options)
    expect(answer.status).toBe(422)
    expect(answer.headers.get('content-type')).toBe('application/json')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await answer.json()).toMatchObject({
      errors: [{ code: 'form_param_missing', meta: { param_name: 'name' } }],
      clerk_trace_id: options.traceId,
    })
  })

  it('tells callers nothing of a fault in the code, and the log everything', async () => {
    const error = vi.fn()
    const fault = new TypeError('password of the database is hunter2')
    const answer = errorResponse(fault, { ...options, log: { ...silentLog, error } })
    expect(answer.status).toBe(500)
    expect(await answer.text()).not.toMatch(/hunter2|TypeError/)
    expect(error).toHaveBeenCalledWith(expect.objectContaining({ err: fault }), expect.any(String))
  })

  it('is a page of words where somebody sees it, which nothing runs in and which repeats nothing as HTML', async () => {
    const fault = new DomainError('form_param_unknown', { param: '<script>alert(1)</script>' })
    const answer = errorResponse(fault, { ...options, isSeen: true })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([422, 'text/html; charset=utf-8'])
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    const html = await answer.text()
    expect(html).toContain(`form_param_unknown · ${options.traceId}`)
    expect(html).not.toContain('<script>')
  })

  it('says when to come back while the database is away', async () => {
    const answer = errorResponse(new Error('gone'), { ...options, isUnavailable: () => true })
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1'])
  })

  it('repeats what was sent, but not by the megabyte, and never in patterns', () => {
    const param = 'x'.repeat(1_000_000)
    const meta = { unknown_keys: Array.from({ length: 10_000 }, () => param) }
    const wire = toWireError(new DomainError('form_param_unknown', { param, meta, longMessage: param }))
    expect(JSON.stringify(wire).length).toBeLessThan(10_000)
    // `$&` in a replacement stands for what was matched.
    expect(toWireError(new DomainError('form_param_missing', { param: '$&' })).message).toBe('$& is missing')
  })
})
