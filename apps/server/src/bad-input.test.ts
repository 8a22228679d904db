/**
 * Every mounted route is sent what its schema does not allow, and what its schema allows and nobody expects. Whatever it
 * is, the answer is one of ours: never a 500, an error always in its one form.
 */
import { type AnyRoute, errorCatalog } from '@keywright/contract'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { silentLog } from './platform/log/log.ts'
import { createHostileCaller } from './testing/hostile/hostile-caller.ts'
import { type HostileCase, hostileCases, nothingBad } from './testing/hostile/hostile-cases.ts'
import { stopRecording } from './testing/record-exchanges.ts'
import { createTestApp } from './testing/test-app.ts'

// Hostile input reaches answers that official SDKs need and the reference does not declare.
stopRecording()
const app = await createTestApp()
const logged = vi.spyOn(silentLog, 'error')
const routes: readonly AnyRoute[] = [app.app.frontend, app.app.backend, app.app.platform].flatMap((router) =>
  router.routes(),
)
const caller = createHostileCaller(app, await app.services.platformKeys.reveal())
afterAll(() => app.close())

describe.each(routes.map((route) => ({ route, name: `${route.audience} ${route.operationId}` })))(
  '$name',
  ({ route }) => {
    it('answers bad input in the one form of errors, and never fails', { timeout: 60_000 }, async () => {
      const faults: string[] = []
      const names = await caller.arrange(route)
      for (const hostileCase of hostileCases(route, names)) {
        const fault = await tryCase(route, hostileCase)
        if (fault !== undefined) faults.push(`${hostileCase.what}: ${fault}`)
      }
      expect(faults).toEqual([])
      expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    })
  },
)

/** Routes whose one good request found what it named, and was let in: behind those, bad input reaches everything. */
const reached = new Set<AnyRoute>()
const tried = new Set<AnyRoute>()

const stoppedAtInput =
  /"code":"(form_param_\w+|missing_query_parameter|resource_not_found|authentication_invalid|clerk_key_invalid)"/

describe('the good requests beside the bad ones', () => {
  it('reach what lies behind the input of nearly every route', () => {
    const missed = [...tried].filter((route) => !reached.has(route)).map(({ operationId }) => operationId)
    // A route of a new domain may need its names in testing/hostile/hostile-caller.ts.
    expect(missed.length, missed.join(' ')).toBeLessThanOrEqual(tried.size * 0.15)
  })
})

describe('paths that no route has', () => {
  const paths = [
    ...[
      '//',
      '///v1//users',
      '/v1/users//',
      '/.',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/v1/%00',
      '/%ff',
      '/v1/users/%',
      '/\u202e',
    ],
    ...[
      '/i/',
      '/i/-',
      '/i/unknown/v1/client',
      `/i/${'x'.repeat(10_000)}/v1`,
      '/npm/..%2f..%2fpackage.json',
      '/npm/@a/b@%00/c',
    ],
    ...[
      '/__proto__',
      '/constructor',
      '/v1/constructor',
      '/v1/users/__proto__/toString',
      `/${'a/'.repeat(5_000)}`,
      '/*',
      '/:id',
    ],
    ...[
      '/images/%00',
      '/sign-in%00',
      '/dev/inbox/%00',
      '/dev/inbox/..%2f',
      '/.well-known/%00',
      '/v1/platform/%00',
      '/?%00=%',
    ],
  ]
  const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND']

  it.each(methods)('answer %s in the one form of errors', async (method) => {
    const faults: string[] = []
    for (const path of paths) {
      for (const headers of [{}, { authorization: `Bearer ${app.secretKey}` }]) {
        const fault = await tryRequest(new Request(`${app.publicUrl}${path}`, { method, headers }))
        if (fault !== undefined) faults.push(`${path.slice(0, 60)}: ${fault}`)
      }
    }
    expect(faults).toEqual([])
  })
})

async function tryRequest(request: Request): Promise<string | undefined> {
  logged.mockClear()
  const response = await app.app.fetch(request, { remoteAddress: '127.0.0.1', encrypted: false })
  if (response.status >= 500) return `${response.status} ${describeLogged()}`
  // Scripts are fetched by script elements, which read no errors.
  const isUnread = request.method === 'HEAD' || request.url.includes('/npm/')
  return response.status < 400 || isUnread ? undefined : faultOfError(response, await response.text())
}

async function tryCase(route: AnyRoute, hostileCase: HostileCase): Promise<string | undefined> {
  logged.mockClear()
  tried.add(route)
  const response = await caller.call(route, hostileCase)
  const text = await response.text()
  if (hostileCase.what === nothingBad && !stoppedAtInput.test(text)) reached.add(route)
  if (response.status >= 500) return `${response.status} ${describeLogged()}`
  return response.status < 400 ? undefined : faultOfError(response, text)
}

/** What is wrong with an error answer; `undefined` for one as it has to be. */
function faultOfError(response: Response, text: string): string | undefined {
  const type = response.headers.get('content-type')
  if (type !== 'application/json') return `${response.status} of type ${type}`
  const body = JSON.parse(text) as {
    errors?: { code: string; message?: unknown; long_message?: unknown }[]
    clerk_trace_id?: unknown
  }
  const [first] = body.errors ?? []
  const codes = body.errors?.map(({ code }) => code) ?? []
  const unknown = codes.filter((code) => !Object.hasOwn(errorCatalog, code))
  if (!first || unknown.length > 0) return `${response.status} with unknown codes: ${text.slice(0, 200)}`
  const { status } = errorCatalog[first.code as keyof typeof errorCatalog]
  if (status !== response.status) return `${response.status} for ${first.code}, which is ${status}`
  const isWhole =
    typeof first.message === 'string' &&
    typeof first.long_message === 'string' &&
    /^[0-9a-f]{32}$/.test(String(body.clerk_trace_id))
  if (!isWhole) return `${response.status} in another form: ${text.slice(0, 200)}`
  return text.length > 20_000 ? `${response.status} repeats ${text.length} characters` : undefined
}

function describeLogged(): string {
  const [fields] = logged.mock.lastCall ?? []
  const error = fields && 'err' in fields ? fields.err : undefined
  return error instanceof Error
    ? `${error.message.slice(0, 200)} ${
        error.stack
          ?.split('\n')
          .find((line) => line.includes('/domains/'))
          ?.trim() ?? ''
      }`
    : ''
}
