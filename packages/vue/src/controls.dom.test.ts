import { claims, createFakeKeywright, type FakeOptions } from '@keywright/test-kit/fake-keywright'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { h } from 'vue'
import {
  AuthenticateWithRedirectCallback,
  ClerkLoaded,
  GoogleOneTap,
  HandleSSOCallback,
  KeywrightDegraded,
  KeywrightFailed,
  KeywrightLoading,
  Protect,
  RedirectToSignIn,
  RedirectToTasks,
  Show,
  SignedIn,
  SignedOut,
  SignInButton,
  SignOutButton,
} from './index.ts'
import { click, draw, expectNoComplaints, type Render } from './testing/draw.ts'

expectNoComplaints()

const { reportError } = globalThis
const reported: unknown[] = []
beforeEach(() => {
  reported.length = 0
  globalThis.reportError = (error) => void reported.push(error)
})
afterEach(() => {
  globalThis.reportError = reportError
})

async function drawFor(render: Render, options: FakeOptions = {}) {
  const fake = createFakeKeywright(options)
  return { ...fake, ...(await draw(fake, render)) }
}

describe('Show and Protect', () => {
  it('ask what the user may do', async () => {
    const or = (text: string) => ({ default: () => text, fallback: () => '-' })
    const all = () => [
      h(Show, { when: { role: 'org:admin' } }, or('a')),
      h(Show, { when: { role: 'org:guest' } }, or('b')),
      h(Show, { when: (has) => has({ role: 'admin' }) }, or('c')),
      h(Protect, { role: 'org:guest' }, or('d')),
      h(Protect, null, or('e')),
      h(Protect, { condition: (has) => !has({ role: 'admin' }) }, or('f')),
    ]
    expect((await drawFor(all, { session: 'active' })).text()).toBe('a-c-e-')
    expect((await drawFor(all)).text()).toBe('------')
  })

  it('let an app count those of whom something is still asked', async () => {
    const loose = { treatPendingAsSignedOut: false }
    const all = () => [
      h(SignedIn, loose, () => 'in'),
      h(SignedOut, loose, () => 'out'),
      h(SignedIn, null, () => 'never'),
      h(Protect, { role: 'org:admin', ...loose }, () => 'admin'),
    ]
    expect((await drawFor(all, { session: 'pending' })).text()).toBe('inadmin')
  })

  it('follow a sign-out, and show what the server knew before', async () => {
    const fake = createFakeKeywright({ session: 'active' })
    const page = { ...fake, initialState: { sessionClaims: claims } }
    const drawn = await draw(page, () => [h(SignedIn, null, () => 'in'), h(SignedOut, null, () => 'out')])
    expect(drawn.text()).toBe('in')
    await fake.keywright.signOut(() => undefined)
    await Promise.resolve()
    expect(drawn.text()).toBe('out')
  })
})

it('guards follow the client', async () => {
  const all = () => [
    h(KeywrightLoading, null, () => 'loading'),
    h(ClerkLoaded, null, () => 'loaded'),
    h(KeywrightDegraded, null, () => 'degraded'),
    h(KeywrightFailed, null, () => 'failed'),
  ]
  expect((await drawFor(all)).text()).toBe('loaded')
  const fake = createFakeKeywright()
  fake.answer('/v1/client', 400, { errors: [{ code: 'origin_invalid', message: 'x' }] })
  expect((await draw(fake, all)).text()).toBe('failed')
  const down = createFakeKeywright()
  down.answer('/v1/environment', 503, { errors: [{ code: 'service_unavailable', message: 'x' }] })
  expect((await draw(down, all)).text()).toBe('loadeddegraded')
})

describe('buttons', () => {
  it('lead to the sign-in page and back', async () => {
    const { node, left } = await drawFor(() => h(SignInButton, null, () => 'Come in'))
    expect(node.querySelector('button')?.textContent).toBe('Come in')
    await click(node.querySelector('button'))
    expect(left).toEqual(['http://localhost:3000/sign-in?redirect_url=http%3A%2F%2Flocalhost%3A3000%2Fpage'])
  })

  it('open the component over the page, after what the child does itself', async () => {
    const done: string[] = []
    const slow = async () => {
      await Promise.resolve()
      done.push('own')
    }
    const { node, ui } = await drawFor(() =>
      h(SignInButton, { mode: 'modal', fallbackRedirectUrl: '/home', oauthFlow: 'popup' }, () =>
        h('button', { id: 'own', onClick: slow }, 'Come in'),
      ),
    )
    await click(node.querySelector('#own'))
    expect([done, ui.log]).toEqual([
      ['own'],
      ['open sign-in {"fallbackRedirectUrl":"/home","oauthFlow":"popup"}'],
    ])
  })

  it('do nothing when the child prevents it', async () => {
    const prevent = (event: Event) => event.preventDefault()
    const { node, left } = await drawFor(
      () => h(SignOutButton, null, () => h('a', { onClick: prevent }, 'x')),
      {
        session: 'active',
      },
    )
    await click(node.querySelector('a'))
    expect(left).toEqual([])
  })

  it('sign out, and report where that failed', async () => {
    const { node, left, answer, keywright } = await drawFor(() => h(SignOutButton, { redirectUrl: '/bye' }), {
      session: 'active',
    })
    answer('/v1/client/sessions', 500, { errors: [{ code: 'internal_error', message: 'x' }] })
    await click(node.querySelector('button'))
    expect([keywright.isSignedIn, left, reported.length]).toEqual([true, [], 1])
    answer('/v1/client/sessions', 200, { response: null, client: null })
    await click(node.querySelector('button'))
    expect([keywright.isSignedIn, left]).toEqual([false, ['http://localhost:3000/bye']])
  })
})

it('RedirectToSignIn leaves once, when the client is loaded', async () => {
  const { left } = await drawFor(() => h(RedirectToSignIn, { redirectUrl: '/a' }))
  expect(left).toEqual(['http://localhost:3000/sign-in?redirect_url=http%3A%2F%2Flocalhost%3A3000%2Fa'])
})

it('goes on once on the page that a provider leads back to', async () => {
  const { left } = await drawFor(() => h(AuthenticateWithRedirectCallback, { signInUrl: '/in' }))
  await vi.waitUntil(() => left.length > 0)
  expect(left).toEqual(['http://localhost:3000/in'])
  const leads = { navigateToApp: vi.fn(), navigateToSignIn: vi.fn(), navigateToSignUp: vi.fn() }
  await drawFor(() => h(HandleSSOCallback, leads))
  await vi.waitUntil(() => leads.navigateToSignIn.mock.calls.length > 0)
  expect([leads.navigateToApp, leads.navigateToSignUp].map((one) => one.mock.calls.length)).toEqual([0, 0])
})

it('GoogleOneTap is over the page as long as it is on it', async () => {
  const { ui, unmount } = await drawFor(() => h(GoogleOneTap, { cancelOnTapOutside: false }))
  await vi.waitUntil(() => ui.log.length > 0)
  expect(ui.log).toEqual([expect.stringMatching(/^open google-one-tap .*"cancelOnTapOutside":false/)])
  unmount()
  expect(ui.log.at(-1)).toMatch(/^close google-one-tap/)
})

it('RedirectToTasks leads to what is still asked for, and says which page is missing', async () => {
  const tasks = [{ key: 'reset-password' }]
  const taskUrls = { 'reset-password': '/new-password' }
  const leaves = async (options: FakeOptions) => (await drawFor(() => h(RedirectToTasks), options)).left
  expect(await leaves({ session: 'pending', tasks, taskUrls })).toEqual([
    'http://localhost:3000/new-password',
  ])
  expect(await leaves({ session: 'active', taskUrls })).toEqual([])
  expect(await leaves({ session: 'pending', tasks })).toEqual([])
  expect(String(reported[0])).toContain('"reset-password" in taskUrls')
})
