/** What every Backend route promises, whatever it does: tested here once, from the route's own contract. */
import type { AnyRoute } from '@keywright/contract'
import { expect, it } from 'vitest'
import { z } from 'zod'
import type { BackendRouteCase, Named, Tenant } from './route-cases/route-case.ts'

export interface Tenants {
  own: Tenant
  other: Tenant
}

interface Call {
  key?: string | undefined
  named?: Named
  body?: string | Uint8Array<ArrayBuffer> | undefined
  contentType?: string
}

/** Puts one route through the suite. `tenants` is called within the tests. */
export function describeBackendRoute(routeCase: BackendRouteCase, tenants: () => Tenants): void {
  const { route } = routeCase
  const own = () => tenants().own

  if (routeCase.succeeds !== 'elsewhere') {
    it('answers a valid request', async () => {
      const response = await call(own(), routeCase, await validCall(own(), routeCase))
      expect([response.status, await response.clone().text()]).toEqual([route.status, expect.any(String)])
      expect(response.headers.get('content-type')).toBe(route.status === 204 ? null : 'application/json')
      expect(response.headers.get('access-control-allow-origin')).toBeNull()
    })
  }

  it('needs authentication', async () => {
    const valid = await validCall(own(), routeCase)
    const stranger = await call(own(), routeCase, { ...valid, key: undefined })
    expect(stranger.status).toBe(401)
    const forged = await call(own(), routeCase, { ...valid, key: `${own().secretKey}x` })
    await expectError(forged, 401, 'clerk_key_invalid')
  })

  if (routeCase.arrange) guardsAccess(routeCase, tenants)
  if (route.bodyKind === 'image') refusesBadImages(routeCase, own)
  else if (hasBody(route)) refusesBadBodies(routeCase, own)
}

function guardsAccess(routeCase: BackendRouteCase, tenants: () => Tenants): void {
  // The attack: ask with one's own key for what belongs to another instance, and learn from the answer that it exists.
  it('answers alike for a missing resource and for one of another instance', async () => {
    const { own, other } = tenants()
    const foreign = (await routeCase.arrange?.(other)) ?? {}
    const missing = Object.fromEntries(Object.entries(foreign).map(([name, id]) => [name, scramble(id)]))
    const answers = []
    for (const named of [foreign, missing]) {
      const response = await call(own, routeCase, { ...bodyOf(routeCase, named), key: own.secretKey, named })
      answers.push({ status: response.status, body: withoutNames(await response.text(), named) })
    }
    expect(answers[0]).toEqual(answers[1])
    expectRefusal(answers[0]?.status)
  })

  // The attack: name one's own, and with it one thing of another instance, which is then reached through it.
  it('answers alike for a missing resource and for one of another instance, beside what is its own', async () => {
    const { own, other } = tenants()
    const foreign = (await routeCase.arrange?.(other)) ?? {}
    const said = Object.entries(foreign).filter(([, id]) => says(routeCase, foreign, id))
    for (const [name, id] of said.length > 1 ? said : []) {
      const answers = []
      for (const stranger of [id, scramble(id)]) {
        const named = { ...(await routeCase.arrange?.(own)), [name]: stranger }
        const response = await call(own, routeCase, {
          ...bodyOf(routeCase, named),
          key: own.secretKey,
          named,
        })
        answers.push({ status: response.status, body: withoutNames(await response.text(), named) })
      }
      expect([name, answers[0]]).toEqual([name, answers[1]])
      expectRefusal(answers[0]?.status)
    }
  })
}

/** What is not there is the caller's fault, never ours. */
function expectRefusal(status = 0): void {
  expect(status).toBeGreaterThanOrEqual(400)
  expect(status).toBeLessThan(500)
}

/** Whether a call says this id: cases may arrange more than their route takes, and a key is no id of any instance's. */
function says({ route, body, query }: BackendRouteCase, named: Named, id: string): boolean {
  const isSent = JSON.stringify([body?.(named), query?.(named)]).includes(id)
  const inPath = Object.keys(named).some((name) => named[name] === id && route.path.includes(`{${name}}`))
  return /^[a-z]+_\w{20,}$/.test(id) && (isSent || inPath)
}

function refusesBadBodies(routeCase: BackendRouteCase, own: () => Tenant): void {
  const { route } = routeCase
  const refusal = async (body: string, contentType = 'application/json') =>
    call(own(), routeCase, { ...(await validCall(own(), routeCase)), body, contentType })

  it('refuses a body that is not what it claims to be', async () => {
    await expectError(await refusal('{"a":'), 400, 'request_body_invalid')
    await expectError(await refusal('a', 'text/plain'), 415, 'unsupported_content_type')
    await expectError(await refusal(`"${'x'.repeat(1024 * 1024)}"`), 413, 'request_body_too_large')
  })

  if (!namesFields(route.body)) return

  it('refuses a body of another form, and fields that it does not know', async () => {
    expect((await refusal('"text"')).status).toBe(422)
    const valid = (await validCall(own(), routeCase)).body
    const surplus = { ...JSON.parse(String(valid ?? '{}')), surplus_field: 'x' }
    const unknown = await refusal(JSON.stringify(surplus))
    await expectError(unknown, 422, 'form_param_unknown', 'surplus_field')
  })
}

function refusesBadImages(routeCase: BackendRouteCase, own: () => Tenant): void {
  it('refuses what is not an image, and one that is too large', async () => {
    const valid = await validCall(own(), routeCase)
    const script = await call(own(), routeCase, { ...valid, body: '<svg onload="alert(1)"/>' })
    await expectError(script, 400, 'image_type_not_supported')
    const huge = await call(own(), routeCase, { ...valid, body: new Uint8Array(10 * 1024 * 1024 + 1) })
    await expectError(huge, 413, 'request_body_too_large')
  })
}

async function validCall(tenant: Tenant, routeCase: BackendRouteCase): Promise<Call> {
  const named = (await routeCase.arrange?.(tenant)) ?? {}
  return { ...bodyOf(routeCase, named), key: tenant.secretKey, named }
}

function bodyOf({ route, body }: BackendRouteCase, named: Named): Pick<Call, 'body' | 'contentType'> {
  if (!body) return {}
  const value = body(named)
  if (route.bodyKind === 'image')
    return { body: value as Uint8Array<ArrayBuffer>, contentType: 'application/octet-stream' }
  return { body: JSON.stringify(value), contentType: 'application/json' }
}

async function call({ app }: Tenant, { route, query }: BackendRouteCase, input: Call): Promise<Response> {
  const { named = {}, key, body, contentType } = input
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_match, name: string) =>
    encodeURIComponent(named[name] ?? ''),
  )
  const search = query ? `?${new URLSearchParams(query(named))}` : ''
  const headers = new Headers()
  if (key !== undefined) headers.set('authorization', `Bearer ${key}`)
  if (contentType !== undefined && body !== undefined) headers.set('content-type', contentType)
  const method = route.method.toUpperCase()
  return await app.fetch(`${path}${search}`, { method, headers, ...(body === undefined ? {} : { body }) })
}

async function expectError(response: Response, status: number, code: string, param?: string): Promise<void> {
  const body: unknown = await response.json()
  expect(body).toMatchObject({
    errors: [{ code, ...(param === undefined ? {} : { meta: { param_name: param } }) }],
    clerk_trace_id: expect.stringMatching(/^[0-9a-f]{32}$/),
  })
  expect(response.status).toBe(status)
  expect(response.headers.get('content-type')).toBe('application/json')
}

/** Another id of the same kind. */
function scramble(id: string): string {
  return id.replace(/.{6}$/, (end) =>
    [...end].reverse().join('').replaceAll(/[a-m]/g, 'Z').replace(/.$/, '0'),
  )
}

/** An answer without what must differ: the trace id, and ids that it repeats. */
function withoutNames(text: string, named: Named): string {
  const names = Object.values(named).toSorted((a, b) => b.length - a.length)
  const anonymous = names.reduce((rest, id) => rest.replaceAll(id, 'ID'), text)
  return anonymous.replace(/"clerk_trace_id":"[0-9a-f]+"/, '')
}

function hasBody(route: AnyRoute): boolean {
  return route.method !== 'get' && route.method !== 'delete'
}

function namesFields(schema: z.ZodType): boolean {
  return schema instanceof z.ZodObject && Object.keys(schema.shape).length > 0
}
