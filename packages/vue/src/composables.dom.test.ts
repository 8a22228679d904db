import { claims, createFakeKeywright } from '@keywright/test-kit/fake-keywright'
import { describe, expect, it } from 'vitest'
import { createSSRApp, h } from 'vue'
import { renderToString } from 'vue/server-renderer'
import {
  keywrightPlugin,
  useAuth,
  useClerk,
  useReverification,
  useSession,
  useSessionList,
  useSignIn,
  useSignUp,
  useUser,
} from './index.ts'
import {
  componentOf,
  draw,
  expectNoComplaints,
  type Page,
  pageWith,
  settle,
  watching,
} from './testing/draw.ts'

expectNoComplaints()

const AuthText = {
  setup() {
    const { isLoaded, isSignedIn, userId, orgRole } = useAuth()
    return () => h('p', `${isLoaded.value} ${isSignedIn.value} ${userId.value} ${orgRole.value}`)
  },
}

const serve = ({ keywright, initialState }: Page) =>
  renderToString(
    createSSRApp(componentOf(() => h(AuthText))).use(keywrightPlugin, {
      ...{ publishableKey: '', keywright, initialState },
      // jsdom has a window; a server never comes to life.
      alive: new Promise(() => undefined),
    }),
  )

describe('useAuth', () => {
  it('knows nothing, then who is signed in, then that nobody is', async () => {
    const { keywright } = createFakeKeywright({ session: 'active' })
    const seen: unknown[] = []
    const Watch = watching(() => {
      const { isSignedIn, userId } = useAuth()
      return () => [isSignedIn.value, userId.value]
    }, seen)
    await draw({ keywright }, () => h(Watch))
    await keywright.signOut(() => undefined)
    await settle()
    expect(seen).toEqual([
      [undefined, undefined],
      [true, 'user_1'],
      [false, null],
    ])
  })

  it('shows what the server knew, on the server and until the browser knows', async () => {
    const page = { ...createFakeKeywright({ session: 'active' }), initialState: { sessionClaims: claims } }
    const html = await serve(page)
    expect(html).toContain('true true user_1 org:admin')
    const node = pageWith(html)
    const paragraph = node.querySelector('p')
    await draw(page, () => h(AuthText), node)
    expect(node.innerHTML).toBe(html)
    expect(node.querySelector('p')).toBe(paragraph)
    const nobody = { ...createFakeKeywright(), initialState: { sessionClaims: null } }
    expect(await serve(nobody)).toContain('true false null')
  })

  // Drawing anything else first would make Vue complain of another page than the server's.
  it('begins with what the server drew, though the client was loaded before', async () => {
    const { keywright } = createFakeKeywright({ session: 'active' })
    const html = await serve({ keywright })
    expect(html).toContain('false undefined')
    await keywright.load()
    const drawn = await draw({ keywright }, () => h(AuthText), pageWith(html))
    expect(drawn.text()).toBe('true true user_1 org:admin')
  })

  it('takes somebody of whom something is still asked for signed out, unless told otherwise', async () => {
    const { keywright } = createFakeKeywright({ session: 'pending' })
    const seen: unknown[] = []
    const Watch = watching(() => {
      const [strict, loose] = [useAuth(), useAuth({ treatPendingAsSignedOut: false })]
      return () => [strict.isSignedIn.value, loose.isSignedIn.value, loose.has({ role: 'admin' })]
    }, seen)
    await draw({ keywright }, () => h(Watch))
    expect(seen.at(-1)).toEqual([false, true, true])
  })

  it('tells why somebody may do something, called either way', async () => {
    const { keywright } = createFakeKeywright({ session: 'active' })
    const said: unknown[] = []
    const Watch = watching(() => {
      const { has, isSignedIn } = useAuth()
      return () => isSignedIn.value && has
    }, said)
    await draw({ keywright }, () => h(Watch))
    const has = said.at(-1) as ReturnType<typeof useAuth>['has']
    for (const one of [has, has.value])
      expect(await one.explain({ role: 'org:owner' })).toMatchObject({
        ...{ allowed: false, decidedBy: 'role_missing' },
      })
  })

  it('hands out tokens, called either way, and leaves the client’s own functions alone', async () => {
    const { keywright } = createFakeKeywright({ session: 'active' })
    const tokens: unknown[] = []
    const Watch = watching(() => {
      const { getToken, has } = useAuth()
      return () => {
        tokens.push(getToken(), getToken.value())
        return has.value({ role: 'org:admin' })
      }
    }, [])
    await draw({ keywright }, () => h(Watch))
    expect(await Promise.all(tokens)).toEqual(tokens.map(() => expect.stringMatching(/\.x$/)))
    expect('value' in keywright.getToken).toBe(false)
  })
})

it('useUser, useSession, useSessionList and useClerk tell of the same person', async () => {
  const { keywright } = createFakeKeywright({ session: 'active' })
  const seen: unknown[] = []
  const Watch = watching(() => {
    const [{ user }, { session }, { sessions }, clerk] = [
      useUser(),
      useSession(),
      useSessionList(),
      useClerk(),
    ]
    return () => [
      ...[user.value?.fullName, session.value?.id, sessions.value?.length],
      clerk.value === keywright,
    ]
  }, seen)
  await draw({ keywright }, () => h(Watch))
  expect([seen[0], seen.at(-1)]).toEqual([
    [undefined, undefined, undefined, true],
    ['Ada', 'sess_1', 1, true],
  ])
})

it('useSignIn shows what is wrong at its field', async () => {
  const { keywright, answer } = createFakeKeywright()
  const seen: unknown[] = []
  let submit: () => Promise<unknown> = async () => undefined
  const Watch = watching(() => {
    const { signIn, errors, fetchStatus } = useSignIn()
    const { signUp } = useSignUp()
    submit = () => signIn.value.password({ identifier: 'x', password: 'y' })
    return () => [signUp.value.status, fetchStatus.value, errors.value.fields.identifier?.code]
  }, seen)
  await draw({ keywright }, () => h(Watch))
  const meta = { param_name: 'identifier' }
  answer('/v1/client/sign_ins', 422, {
    errors: [{ code: 'form_identifier_not_found', message: 'x', meta }],
  })
  await submit()
  await settle()
  expect([seen[0], seen.at(-1)]).toEqual([
    [null, 'idle', undefined],
    [null, 'idle', 'form_identifier_not_found'],
  ])
})

it('useReverification makes the call again once its user has proven who they are', async () => {
  const answers = [{ clerk_error: { reason: 'reverification-error' } }, 'done']
  let ask: () => Promise<unknown> = async () => undefined
  const Watch = watching(() => {
    ask = useReverification(async () => answers.shift(), {
      onNeedsReverification: ({ complete }) => complete(),
    })
    return () => undefined
  }, [])
  await draw(createFakeKeywright(), () => h(Watch))
  expect(await ask()).toBe('done')
})
