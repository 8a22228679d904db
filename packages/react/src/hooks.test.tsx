import type { SignInResource } from '@keywright/js'
import type { SignInSnapshot } from '@keywright/js/attempts'
import type { EmailLinkFlow } from '@keywright/js/email-link'
import {
  claims,
  createFakeKeywright,
  publishableKey,
  signedInClient,
} from '@keywright/test-kit/fake-keywright'
import { act, StrictMode } from 'react'
import { renderToString } from 'react-dom/server'
import { describe, expect, it, vi } from 'vitest'
import {
  type Auth,
  KeywrightProvider,
  useAuth,
  useEmailLink,
  useKeywright,
  useSession,
  useSessionList,
  useSignIn,
  useUser,
} from './index.ts'
import { appOf, draw, expectNoComplaints, pageWith, settle, Watch } from './testing/draw.tsx'

expectNoComplaints()

function AuthText() {
  const { isLoaded, isSignedIn, userId, orgRole } = useAuth()
  return <p>{`${isLoaded} ${isSignedIn} ${userId} ${orgRole}`}</p>
}

function PersonText() {
  const { user } = useUser()
  const { session } = useSession()
  const { sessions } = useSessionList()
  return <p>{`${user?.fullName} ${session?.id} ${sessions?.length}`}</p>
}

function SignInText() {
  const { signIn, errors, fetchStatus } = useSignIn()
  return <p>{`${signIn.status} ${fetchStatus} ${errors.fields.identifier?.code}`}</p>
}

function LinkForm(props: { signIn: SignInResource; seen: (flow: EmailLinkFlow<SignInResource>) => void }) {
  props.seen(useEmailLink(props.signIn))
  return null
}

const useAuthWithPending = () => useAuth({ treatPendingAsSignedOut: false })

describe('useAuth', () => {
  it('knows nothing, then who is signed in, then that nobody is', async () => {
    const { keywright } = createFakeKeywright({ session: 'active' })
    const seen: unknown[] = []
    const see = ({ isSignedIn, userId }: Auth) => seen.push([isSignedIn, userId])
    await draw(appOf({ keywright }, <Watch hook={useAuth} seen={see} />))
    await act(() => keywright.signOut(() => undefined))
    expect(seen).toEqual([
      [undefined, undefined],
      [true, 'user_1'],
      [false, null],
    ])
  })

  it('tells why somebody may do something, and why nobody may', async () => {
    const { keywright } = createFakeKeywright({ session: 'active' })
    const said: string[] = []
    const ask = ({ isSignedIn, has }: Auth) =>
      isSignedIn !== undefined &&
      void has.explain({ role: 'org:owner' }).then(({ decidedBy, message }) => {
        said.push(`${decidedBy}: ${message}`)
      })
    await draw(appOf({ keywright }, <Watch hook={useAuth} seen={ask} />))
    await vi.waitFor(() => expect(said).toHaveLength(1))
    await act(() => keywright.signOut(() => undefined))
    await vi.waitFor(() => expect(said).toHaveLength(2))
    expect(said).toEqual([
      expect.stringMatching(/^role_missing: .*"org:owner"/),
      'signed_out: Nobody is signed in.',
    ])
  })

  it('names the policy that keeps the session out of its organization', async () => {
    const { keywright, answer } = createFakeKeywright({ session: 'active' })
    const unmet = [{ rule: 'sign_in_method', sign_in_methods: ['oauth_google'] }]
    const { sessions, ...client } = signedInClient()
    const out = {
      ...{ last_active_organization_id: null, last_active_token: null },
      unmet_organization_policy: { organization_id: 'org_1', unmet },
    }
    const response = { ...client, sessions: sessions.map((session) => ({ ...session, ...out })) }
    answer('/v1/client', 200, { response, client: null })
    const said: string[] = []
    const ask = ({ isSignedIn, has }: Auth) =>
      isSignedIn && void has.explain({ role: 'org:admin' }).then(({ decidedBy }) => said.push(decidedBy))
    await draw(appOf({ keywright }, <Watch hook={useAuth} seen={ask} />))
    await vi.waitFor(() => expect(said).toEqual(['organization_policy_unmet']))
  })

  it('shows what the server knew, on the server and until the browser knows', async () => {
    const { keywright } = createFakeKeywright({ session: 'active' })
    const app = appOf({ keywright, initialState: { sessionClaims: claims } }, <AuthText />)
    const html = renderToString(app)
    expect(html).toContain('true true user_1 org:admin')
    const { node } = await draw(app, pageWith(html))
    expect(node.innerHTML).toBe(html)
    expect(
      renderToString(
        appOf(
          { keywright: createFakeKeywright().keywright, initialState: { sessionClaims: null } },
          <AuthText />,
        ),
      ),
    ).toContain('true false null')
  })

  // Drawing anything else first would make React throw the server's page away.
  it('begins with what the server drew, though the client was loaded before', async () => {
    const { keywright } = createFakeKeywright({ session: 'active' })
    const app = appOf({ keywright }, <AuthText />)
    const html = renderToString(app)
    await keywright.load()
    const page = pageWith(html)
    const paragraph = page.querySelector('p')
    const drawn = await draw(app, page)
    expect(drawn.text()).toBe('true true user_1 org:admin')
    expect(page.querySelector('p')).toBe(paragraph)
  })

  it('takes somebody of whom something is still asked for signed out, unless told otherwise', async () => {
    const { keywright } = createFakeKeywright({ session: 'pending' })
    const found: (boolean | undefined)[] = []
    const see = ({ isSignedIn }: Auth) => found.push(isSignedIn)
    await draw(appOf({ keywright }, <Watch hook={useAuth} seen={see} />))
    await draw(appOf({ keywright }, <Watch hook={useAuthWithPending} seen={see} />))
    expect(found).toEqual([undefined, false, true])
  })

  it('hands out tokens, waiting for the client if need be', async () => {
    const { keywright } = createFakeKeywright({ session: 'active' })
    const seen: Auth[] = []
    renderToString(appOf({ keywright }, <Watch hook={useAuth} seen={(auth) => seen.push(auth)} />))
    expect(seen[0]?.isLoaded).toBe(false)
    expect(await seen[0]?.getToken()).toMatch(/\.x$/)
  })

  it('gives the same object as long as nothing changes', async () => {
    const { keywright } = createFakeKeywright({ session: 'active' })
    const seen = new Set<unknown>()
    const app = () => appOf({ keywright }, <Watch hook={useAuth} seen={(auth) => seen.add(auth)} />)
    const drawn = await draw(app())
    const before = seen.size
    await drawn.redraw(app())
    expect(seen.size).toBe(before)
  })
})

it('useUser, useSession and useSessionList tell of the same person', async () => {
  const { keywright } = createFakeKeywright({ session: 'active' })
  const drawn = await draw(appOf({ keywright }, <PersonText />))
  expect(drawn.text()).toBe('Ada sess_1 1')
})

describe('useSignIn', () => {
  it('shows what is wrong at its field', async () => {
    const { keywright, answer } = createFakeKeywright()
    const seen: SignInSnapshot[] = []
    const watch = <Watch key="watch" hook={useSignIn} seen={(snapshot) => seen.push(snapshot)} />
    const drawn = await draw(appOf({ keywright }, [<SignInText key="text" />, watch]))
    expect(drawn.text()).toBe('null idle undefined')
    const meta = { param_name: 'identifier' }
    answer('/v1/client/sign_ins', 422, {
      errors: [{ code: 'form_identifier_not_found', message: 'x', meta }],
    })
    await act(async () => void (await seen[0]?.signIn.password({ identifier: 'x', password: 'y' })))
    expect(drawn.text()).toBe('null idle form_identifier_not_found')
  })

  it('can be drawn on a server', () => {
    const html = renderToString(
      <KeywrightProvider publishableKey={publishableKey}>
        <SignInText />
      </KeywrightProvider>,
    )
    expect(html).toContain('null idle undefined')
  })
})

it('useEmailLink stops waiting for the link when its form goes away', async () => {
  const { keywright, called, answer } = createFakeKeywright()
  const unopened = {
    id: 'sia_1',
    status: 'needs_first_factor',
    first_factor_verification: { status: 'unverified' },
  }
  for (const path of ['', '/sia_1', '/sia_1/prepare_first_factor'])
    answer(`/v1/client/sign_ins${path}`, 200, { response: unopened })
  const { signIn } = keywright
  await signIn.create({})
  const flows: EmailLinkFlow<SignInResource>[] = []
  const app = appOf({ keywright }, <LinkForm signIn={signIn} seen={(flow) => flows.push(flow)} />)
  const drawn = await draw(app)
  const waiting = flows[0]?.startEmailLinkFlow({ redirectUrl: '/verify' })
  await settle()
  await drawn.unmount()
  expect(await waiting).toBe(signIn)
  expect(called.filter((path) => path.endsWith('/sia_1')).length).toBeLessThan(3)
})

describe('the provider', () => {
  it('loads the client once, also where React mounts everything twice', async () => {
    const { keywright, called } = createFakeKeywright()
    await draw(<StrictMode>{appOf({ keywright }, null)}</StrictMode>)
    expect(called.toSorted()).toEqual(['/v1/client', '/v1/environment'])
  })

  it('shares one client between roots of a page', async () => {
    const found: unknown[] = []
    const { fetch } = globalThis
    globalThis.fetch = () => new Promise(() => undefined)
    for (const url of [undefined, undefined, 'http://localhost:4900'])
      await draw(
        <KeywrightProvider publishableKey={publishableKey} url={url}>
          <Watch hook={useKeywright} seen={(client) => found.push(client)} />
        </KeywrightProvider>,
      )
    globalThis.fetch = fetch
    expect(found[0]).toBe(found[1])
    expect(found[0]).not.toBe(found[2])
  })

  it('is missed in words', () => {
    expect(() => renderToString(<AuthText />)).toThrow(/outside of <KeywrightProvider>/)
  })

  it('does not fall over when the server refuses the page', async () => {
    const { keywright, answer } = createFakeKeywright()
    answer('/v1/client', 400, { errors: [{ code: 'origin_invalid', message: 'x' }] })
    const drawn = await draw(appOf({ keywright }, <AuthText />))
    await settle()
    expect(drawn.text()).toBe('false undefined undefined undefined')
    expect(keywright.status).toBe('error')
  })
})
