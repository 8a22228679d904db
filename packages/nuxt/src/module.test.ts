/** What the module tells Nuxt, without Nuxt: names that apps have must be there, and secrets stay on the server. */
import { expect, it } from 'vitest'
import * as client from './client.ts'
import { components, composables, serverNames } from './module/names.ts'
import { appPlugin, serverPlugin } from './module/templates.ts'
import { declaredConfig, environmentOf } from './server/runtime-config.ts'
import * as server from './server.ts'

it('apps have names without an import that are really there', () => {
  for (const { name } of [...composables, ...components]) expect(client).toHaveProperty(name)
  for (const { name } of serverNames) expect(server).toHaveProperty(name)
})

it('declares secrets for the server alone', () => {
  const { public: shown, ...kept } = declaredConfig()
  expect(Object.keys(kept.keywright)).toContain('secretKey')
  for (const name of Object.keys(kept.keywright)) expect(Object.keys(shown.keywright)).not.toContain(name)
})

it('reads the configuration as an environment, ours and others', () => {
  const config = {
    keywright: { secretKey: 'sk_a', apiUrl: '' },
    clerk: { secretKey: 'sk_b' },
    public: { keywright: { publishableKey: 'pk_a', isSatellite: true } },
  }
  expect(environmentOf(config)).toEqual({
    ...{ KEYWRIGHT_SECRET_KEY: 'sk_a', CLERK_SECRET_KEY: 'sk_b' },
    ...{ KEYWRIGHT_PUBLISHABLE_KEY: 'pk_a', KEYWRIGHT_IS_SATELLITE: 'true' },
  })
  expect(environmentOf(undefined)).toEqual({})
})

it.each([
  [{}, false],
  [{ headers: {} }, false],
  [{ cache: { swr: true } }, true],
  [{ isr: 60 }, true],
])('tells the middleware whether answers are kept for everybody: %o', (rules, isKept) => {
  const hooks: ((event: { context: object }) => void)[] = []
  const imports = {
    defineNitroPlugin: (plugin: (app: object) => void) =>
      plugin({
        hooks: { hook: (_name: string, run: (event: { context: object }) => void) => hooks.push(run) },
      }),
    ...{ getRouteRules: () => rules, useRuntimeConfig: () => ({}) },
  }
  const code = serverPlugin
    .replace(/import .*\n/, '')
    .replace('export default', '')
    .replace('import.meta', '({})')
  new Function(...Object.keys(imports), code)(...Object.values(imports))
  const event = { context: {} }
  for (const run of hooks) run(event)
  expect(event.context).toMatchObject({ keywrightIsKept: isKept, keywrightIsPrerendering: false })
})

it('writes options into the app as they are', () => {
  expect(appPlugin({ signInUrl: '/in', appearance: { theme: 'dark' } })).toContain(
    'options: {"signInUrl":"/in","appearance":{"theme":"dark"}},',
  )
})
