/** What every Frontend route promises, tested over those that are mounted: a new route is in here at once. */
import type { AnyRoute } from '@keywright/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { enableSecondFactors } from './authenticator.ts'
import { createUser } from './factories/users.factory.ts'
import { createTestApp, type TestApp } from './test-app.ts'
import { browserOf, createTestBrowser, type TestBrowser } from './test-browser.ts'

let app: TestApp
let browser: TestBrowser

beforeAll(async () => {
  app = await createTestApp()
  browser = createTestBrowser(app)
  await browser.signIn(await createUser(app))
})
afterAll(() => app.close())

const routesWhere = (holds: (route: AnyRoute) => boolean) =>
  app.app.frontend.routes().filter((route) => route.path.startsWith('/v1/') && holds(route))

/** Asks for something that does not exist: what is tested here is decided before anybody looks for it. */
const ask = ({ method, path }: AnyRoute, on: TestBrowser, form?: Record<string, string>) =>
  on.send(method.toUpperCase(), path.replaceAll(/\{\w+\}/g, 'nothing'), form && { form })

const nameOf = ({ method, path }: AnyRoute) => `${method} ${path}`
const codesOf = (body: { errors?: { code: string; meta?: { param_name?: string } }[] }) =>
  (body.errors ?? []).map(({ code, meta }) => `${code} ${meta?.param_name ?? ''}`.trim())

/** What a session may ask for while its user has something to do first, by what that is (wire contract 7.7). */
const openDuring = {
  'choose-organization': [
    'acceptOrganizationInvitation',
    'acceptOrganizationSuggestion',
    'createBackupCodes',
    'createOrganization',
    'getOrganization',
    'getOrganizationCreationDefaults',
    'getOrganizationMemberships',
    'getOrganizationSuggestions',
    'getUser',
    'getUsersOrganizationInvitations',
    'updateOrganizationLogo',
  ],
  'setup-mfa': ['createBackupCodes', 'getUser', 'postTOTP', 'verifyTOTP'],
}

const settingsFor = {
  'choose-organization': { organizations: { enabled: true, force_organization_selection: true } },
  'setup-mfa': { multi_factor: { required: true } },
}

describe('every Frontend route', () => {
  it('for signed-in users refuses a browser on which nobody is', async () => {
    const routes = routesWhere(({ auth }) => auth === 'session')
    expect(routes.length).toBeGreaterThan(10)
    const answers = new Map<string, unknown>()
    for (const route of routes) {
      const { status, body } = await ask(route, createTestBrowser(app))
      answers.set(nameOf(route), [status, ...codesOf(body)])
    }
    expect([...answers]).toEqual(routes.map((route) => [nameOf(route), [401, 'authentication_invalid']]))
  })

  // The attack: whoever is asked for more than a password does without it all that a session can.
  it.each(Object.entries(openDuring))(
    'for signed-in users refuses all that %s does not need',
    async (task, open) => {
      await enableSecondFactors(app, settingsFor[task as keyof typeof settingsFor])
      const pending = await browserOf(app, await createUser(app))
      const answered: string[] = []
      for (const route of routesWhere(({ auth }) => auth === 'session')) {
        const { body } = await ask(route, pending, route.method === 'get' ? undefined : {})
        const isRefused = codesOf(body).includes('action_for_session_not_authorized')
        if (!isRefused) answered.push(route.operationId)
      }
      await enableSecondFactors(app)
      expect(answered.toSorted()).toEqual(open)
    },
  )

  it('refuses fields that it does not know', async () => {
    const routes = routesWhere(
      ({ method, body }) => method !== 'get' && method !== 'delete' && isStrict(body),
    )
    expect(routes.length).toBeGreaterThan(10)
    const silent: string[] = []
    for (const route of routes) {
      const { body } = await ask(route, browser, { surplus_field: 'x' })
      if (!codesOf(body).includes('form_param_unknown surplus_field')) silent.push(nameOf(route))
    }
    expect(silent).toEqual([])
  })

  // The attack: a page of somebody else's acts with the cookies of whoever visits it.
  it('refuses pages of other origins', async () => {
    const evil = createTestBrowser(app, { origin: 'https://evil.example' })
    for (const [name, value] of browser.jar) evil.jar.set(name, value)
    const open: string[] = []
    for (const route of routesWhere(() => true)) {
      const { status, headers, body } = await ask(route, evil, route.method === 'get' ? undefined : {})
      const isRefused = codesOf(body).includes('origin_invalid')
      const isReadable = headers.get('access-control-allow-credentials') === 'true'
      if (!isRefused && (isReadable || status < 300)) open.push(nameOf(route))
    }
    expect(open).toEqual([])
  })
})

function isStrict(schema: z.ZodType): boolean {
  return schema instanceof z.ZodObject && schema.def.catchall instanceof z.ZodNever
}
