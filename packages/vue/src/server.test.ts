/** On a server there is no window: everything can be drawn, and nothing is kept or asked. */
import { claims, publishableKey } from '@keywright/test-kit/fake-keywright'
import { expect, it, vi } from 'vitest'
import { createSSRApp, h } from 'vue'
import { renderToString } from 'vue/server-renderer'
import {
  clerkPlugin,
  SignedIn,
  SignedOut,
  SignIn,
  SignInButton,
  UserButton,
  useKeywright,
  useSignIn,
  useSignUp,
} from './index.ts'

const seen: unknown[] = []

const Page = {
  setup() {
    seen.push(useKeywright().value)
    const { signIn } = useSignIn()
    const { fetchStatus } = useSignUp()
    return () => [
      `${signIn.value.status} ${fetchStatus.value}`,
      h(SignedIn, null, () => ' in'),
      h(SignedOut, null, () => ' out'),
      h(SignInButton),
      h(SignIn, { rendered: { html: '<form></form>' } }),
      h(UserButton, { showName: true, class: 'own' }, { fallback: () => 'wait' }),
    ]
  },
}

const render = (initialState?: { sessionClaims: typeof claims | null }) =>
  renderToString(createSSRApp(Page).use(clerkPlugin, { publishableKey, initialState }))

it('draws a page without a window, a request or a client shared between visitors', async () => {
  expect(typeof window).toBe('undefined')
  const fetch = vi.spyOn(globalThis, 'fetch')
  expect(await render()).toContain('null idle')
  expect(await render({ sessionClaims: claims })).toContain(' in')
  expect(await render({ sessionClaims: null })).toContain(' out')
  const html = await render()
  expect(html).toContain('data-keywright-component="sign-in"><form></form>')
  expect(html).toMatch(/wait(<!--\]-->)?<div class="own" data-keywright-component="user-button"><\/div>/)
  expect(new Set(seen).size).toBe(4)
  expect(fetch).not.toHaveBeenCalled()
})

it('says what is missing where the plugin is', async () => {
  const app = createSSRApp(Page)
  app.config.warnHandler = () => undefined
  await expect(renderToString(app)).rejects.toThrow('app.use(keywrightPlugin')
})
