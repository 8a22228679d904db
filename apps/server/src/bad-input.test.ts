/**
 * Every mounted route is sent what its schema does not allow, and what its schema allows and nobody expects. Whatever it
 * is, the answer is one of ours: never a 500, an error always in its one form.
 */
import { type AnyRoute, errorCatalog } from '@keywright/contract'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { silentLog } from './platform/log/log.ts'
import { createHostileCaller } from './testing/hostile/hostile-caller.ts'
import { type HostileCase, hostileCases } from './testing/hostile/hostile-cases.ts'
import { createTestApp } from './testing/test-app.ts'

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

async function tryCase(route: AnyRoute, hostileCase: HostileCase): Promise<string | undefined> {
  logged.mockClear()
  const response = await caller.call(route, hostileCase)
  const text = await response.text()
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
