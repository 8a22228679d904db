import { claims, createFakeKeywright, type FakeOptions } from '@keywright/test-kit/fake-keywright'
import { type ReactNode, StrictMode } from 'react'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  AuthenticateWithRedirectCallback,
  GoogleOneTap,
  HandleSSOCallback,
  KeywrightDegraded,
  KeywrightFailed,
  KeywrightLoaded,
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
import { appOf, click, draw, expectNoComplaints } from './testing/draw.tsx'

expectNoComplaints()

const reported: unknown[] = []
const { reportError } = globalThis
beforeEach(() => {
  reported.length = 0
  globalThis.reportError = (error) => void reported.push(error)
})
afterEach(() => {
  globalThis.reportError = reportError
})

async function drawFor(children: ReactNode, options?: FakeOptions) {
  const fake = createFakeKeywright(options)
  return { ...fake, ...(await draw(appOf(fake, children))) }
}

const admin = { role: 'org:admin' }
const guest = { role: 'org:guest' }

describe('Show', () => {
  const both = [<SignedIn key="in">in</SignedIn>, <SignedOut key="out">out</SignedOut>]

  it('shows each to those it is for', async () => {
    expect((await drawFor(both, { session: 'active' })).text()).toBe('in')
    expect((await drawFor(both)).text()).toBe('out')
    expect((await drawFor(both, { session: 'pending' })).text()).toBe('out')
  })

  it('shows nothing until it is known who is there, and at once where the server knew', () => {
    const { keywright } = createFakeKeywright()
    expect(renderToString(appOf({ keywright }, both))).toBe('')
    expect(renderToString(appOf({ keywright, initialState: { sessionClaims: claims } }, both))).toBe('in')
  })

  it('lets an app count those of whom something is still asked', async () => {
    const children = [
      <Show key="1" when="signed-in" treatPendingAsSignedOut={false}>
        in
      </Show>,
      <SignedOut key="2" treatPendingAsSignedOut={false}>
        out
      </SignedOut>,
      <Protect key="3" {...admin} treatPendingAsSignedOut={false}>
        admin
      </Protect>,
    ]
    expect((await drawFor(children, { session: 'pending' })).text()).toBe('inadmin')
  })

  it('asks what the user may do', async () => {
    const children = [
      <Show key="1" when={{ role: 'org:admin' }} fallback="-">
        a
      </Show>,
      <Show key="2" when={{ role: 'org:guest' }} fallback="-">
        b
      </Show>,
      <Show key="3" when={(has) => has({ role: 'admin' })}>
        c
      </Show>,
      <Protect key="4" {...guest} fallback="-">
        d
      </Protect>,
      <Protect key="5">e</Protect>,
      <Protect key="6" condition={(has) => !has({ role: 'admin' })} fallback="-">
        f
      </Protect>,
    ]
    expect((await drawFor(children, { session: 'active' })).text()).toBe('a-c-e-')
    expect((await drawFor(children)).text()).toBe('----')
  })

  // The attack is a slip: a promise would be a yes for everybody.
  it('takes a function that is `async` for a no', async () => {
    const when = (async () => true) as unknown as () => boolean
    const shown = await drawFor([<Show key="1" {...{ when }} fallback="-" />], { session: 'active' })
    expect(shown.text()).toBe('-')
  })
})

describe('guards', () => {
  const all = [
    <KeywrightLoading key="1">loading</KeywrightLoading>,
    <KeywrightLoaded key="2">loaded</KeywrightLoaded>,
    <KeywrightDegraded key="3">degraded</KeywrightDegraded>,
    <KeywrightFailed key="4">failed</KeywrightFailed>,
  ]

  it('follow the client', async () => {
    const fake = createFakeKeywright()
    expect(renderToString(appOf(fake, all))).toBe('loading')
    expect((await drawFor(all)).text()).toBe('loaded')
    fake.answer('/v1/client', 400, { errors: [{ code: 'origin_invalid', message: 'x' }] })
    expect((await draw(appOf(fake, all))).text()).toBe('failed')
    const down = createFakeKeywright()
    down.answer('/v1/environment', 503, { errors: [{ code: 'service_unavailable', message: 'x' }] })
    expect((await draw(appOf(down, all))).text()).toBe('loadeddegraded')
  })
})

describe('buttons', () => {
  it('lead to the sign-in page and back', async () => {
    const { node, left } = await drawFor(<SignInButton />)
    await click(node.querySelector('button'))
    expect(left).toEqual(['http://localhost:3000/sign-in?redirect_url=http%3A%2F%2Flocalhost%3A3000%2Fpage'])
  })

  it('open the component over the page, after what the child does itself', async () => {
    const done: string[] = []
    const { node, ui } = await drawFor(
      <SignInButton mode="modal" fallbackRedirectUrl="/home" oauthFlow="popup">
        <button type="button" id="own" onClick={() => done.push('own')}>
          Come in
        </button>
      </SignInButton>,
    )
    await click(node.querySelector('#own'))
    expect(done).toEqual(['own'])
    expect(ui.log).toEqual(['open sign-in {"fallbackRedirectUrl":"/home","oauthFlow":"popup"}'])
  })

  it('do nothing when the child prevents it', async () => {
    const { node, left } = await drawFor(
      <SignOutButton>
        <button type="button" onClick={(event) => event.preventDefault()}>
          x
        </button>
      </SignOutButton>,
      { session: 'active' },
    )
    await click(node.querySelector('button'))
    expect(left).toEqual([])
  })

  it('sign out, and report where that failed', async () => {
    const { node, left, answer, keywright } = await drawFor(<SignOutButton redirectUrl="/bye" />, {
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

it('RedirectToSignIn leaves once the client is loaded', async () => {
  const fake = createFakeKeywright()
  expect(renderToString(appOf(fake, <RedirectToSignIn redirectUrl="/a" />))).toBe('')
  await draw(<StrictMode>{appOf(fake, <RedirectToSignIn redirectUrl="/a" />)}</StrictMode>)
  expect(new Set(fake.left)).toEqual(
    new Set(['http://localhost:3000/sign-in?redirect_url=http%3A%2F%2Flocalhost%3A3000%2Fa']),
  )
})

describe('the page that a provider leads back to', () => {
  // React draws twice in development, and what a provider has brought can be taken over once.
  it('goes on once, where the app says or where the attempt stands', async () => {
    const page = <AuthenticateWithRedirectCallback signInUrl="/in" />
    const { left, called } = await drawFor(<StrictMode>{page}</StrictMode>, { signInUrl: '/sign-in' })
    await vi.waitUntil(() => left.length > 0)
    expect(left).toEqual(['http://localhost:3000/in'])
    expect(called.filter((path) => path === '/v1/client')).toHaveLength(1)
  })

  it('lets the app lead on', async () => {
    const leads = { navigateToApp: vi.fn(), navigateToSignIn: vi.fn(), navigateToSignUp: vi.fn() }
    await drawFor(<HandleSSOCallback {...leads} />)
    await vi.waitUntil(() => leads.navigateToSignIn.mock.calls.length > 0)
    expect([leads.navigateToApp, leads.navigateToSignUp].map((one) => one.mock.calls.length)).toEqual([0, 0])
  })
})

it('GoogleOneTap is over the page as long as it is on it', async () => {
  const { ui, unmount } = await drawFor(<GoogleOneTap cancelOnTapOutside={false} />)
  await vi.waitUntil(() => ui.log.length > 0)
  expect(ui.log).toEqual([expect.stringMatching(/^open google-one-tap .*"cancelOnTapOutside":false/)])
  await unmount()
  expect(ui.log.at(-1)).toMatch(/^close google-one-tap/)
})

describe('RedirectToTasks', () => {
  const tasks = [{ key: 'reset-password' }]
  const taskUrls = { 'reset-password': '/new-password' }

  it('leads to the page of what the session is still asked for', async () => {
    const { left } = await drawFor(<RedirectToTasks />, { session: 'pending', tasks, taskUrls })
    expect(left).toEqual(['http://localhost:3000/new-password'])
  })

  it('stays where nothing is asked, and says which page is missing', async () => {
    expect((await drawFor(<RedirectToTasks />, { session: 'active', taskUrls })).left).toEqual([])
    const { left } = await drawFor(<RedirectToTasks />, { session: 'pending', tasks })
    expect([left, String(reported[0])]).toEqual([
      [],
      'TypeError: Keywright: there is no page for "reset-password" in taskUrls.',
    ])
  })
})
