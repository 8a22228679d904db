import { claims, publishableKey } from '@keywright/test-kit/fake-keywright'
import { expect, it, vi } from 'vitest'
import { createApp, ref } from 'vue'
import { createRouteMatcher, installKeywright, useAuth, useKeywright } from './client.ts'

let ports = 3900

function install(parts: Partial<Parameters<typeof installKeywright>[0]> = {}) {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')))
  const vueApp = createApp({ render: () => null })
  const hooks: (() => void)[] = []
  const navigateTo = vi.fn()
  const state = ref()
  installKeywright({
    nuxtApp: { vueApp, payload: {}, hook: (_name, callback) => hooks.push(callback) },
    publicConfig: {
      keywright: { publishableKey: '', signInUrl: '/in' },
      clerk: { publishableKey, signInUrl: '/their' },
    },
    ...{ state, context: undefined, navigateTo },
    ...parts,
    // Apps of one instance share a client.
    options: { url: `http://localhost:${ports++}`, ...parts.options },
  })
  vi.unstubAllGlobals()
  return { vueApp, hooks, navigateTo, state, run: <Value>(read: () => Value) => vueApp.runWithContext(read) }
}

it('takes our names before those of others, and what is empty for nothing', () => {
  const { run } = install({ options: { signUpUrl: '/up' } })
  expect(run(useKeywright).value.options).toMatchObject({
    publishableKey,
    signInUrl: '/in',
    signUpUrl: '/up',
  })
})

it('hands what the server knew to the browser, and shows it at once', () => {
  const keywrightState = { publishableKey, initialState: { sessionClaims: claims } }
  const server = install({ context: { keywrightState } })
  expect(server.state.value).toEqual(keywrightState)
  const browser = install({ state: server.state })
  expect(browser.run(useAuth).userId.value).toBe('user_1')
})

it('shows nothing else before what the server drew has come to life', () => {
  const state = ref({ publishableKey })
  const nuxtApp = { vueApp: createApp({}), isHydrating: true, payload: { serverRendered: true } }
  const hook = vi.fn()
  install({ state, nuxtApp: { ...nuxtApp, hook } })
  expect(hook).toHaveBeenCalledWith('app:suspense:resolve', expect.any(Function))
})

it('goes where Nuxt’s router leads', async () => {
  const { run, navigateTo } = install()
  await run(useKeywright).value.navigate('/next')
  expect(navigateTo).toHaveBeenCalledWith('/next')
})

it('createRouteMatcher reads the path of a route', () => {
  const isForMembers = createRouteMatcher(['/dashboard(.*)'])
  expect([isForMembers({ path: '/dashboard/x' }), isForMembers({ path: '/' })]).toEqual([true, false])
  expect(createRouteMatcher(({ path }) => path === '/a')({ path: '/a' })).toBe(true)
})
