import { afterEach, describe, expect, it, vi } from 'vitest'
import { makeSignIn, makeSignUp, provingSignUp, sent, signedIn } from '../testing/attempts.ts'
import { createFakePageClient } from '../testing/fake-page-client.ts'
import { refusal } from '../testing/fake-ports.ts'
import { createFlow } from './create-flow.ts'
import type { AnyFlowName, FlowOptions, FlowState } from './flow-types.ts'

afterEach(() => history.replaceState(null, '', '/'))

type World = ReturnType<typeof createFakePageClient>

/** A flow that somebody watches, once it is where it is expected. */
async function open<Name extends AnyFlowName>(
  { keywright }: World,
  name: Name,
  options: FlowOptions = {},
  expected?: FlowState<Name>,
) {
  const flow = createFlow(keywright, name, () => options)
  const stop = flow.subscribe(() => undefined)
  await vi.waitUntil(() => flow.get().context !== undefined)
  const reach = (state: FlowState<Name>) => vi.waitUntil(() => flow.get().state === state)
  if (expected) await reach(expected)
  return { flow, stop, reach }
}

const ada = { type: 'IDENTIFY', identifier: 'ada@example.com' } as const
const waiting = { sign_in: makeSignIn({ first_factor_verification: sent('email_code') }) } as object

describe('a flow of an app', () => {
  it('begins when somebody watches, and not before', async () => {
    const world = createFakePageClient()
    const load = vi.spyOn(world.keywright, 'load')
    const flow = createFlow(world.keywright, 'signIn')
    expect([flow.get() === flow.first, flow.first.state, load.mock.calls.length]).toEqual([true, 'start', 0])
    flow.subscribe(() => undefined)
    expect(load).toHaveBeenCalledTimes(1)
  })

  it('keeps its step in the address, both ways', async () => {
    const { flow, reach } = await open(createFakePageClient({ answers: [makeSignIn()] }), 'signIn')
    flow.send(ada)
    await reach('password')
    expect([location.hash, flow.get().hasMoved]).toEqual(['#/password', true])
    history.replaceState(null, '', '/')
    dispatchEvent(new PopStateEvent('popstate'))
    expect(flow.get().state).toBe('start')
  })

  it('lands where the address says, and shows nothing else before', async () => {
    history.replaceState(null, '', '/#/email-code')
    const { keywright } = createFakePageClient({ client: waiting })
    const flow = createFlow(keywright, 'signIn')
    const states: unknown[] = []
    flow.subscribe(() => states.push(flow.get().state))
    await vi.waitUntil(() => flow.get().context)
    expect([states[0], flow.get().state, flow.get().hasMoved]).toEqual([undefined, 'email_code', false])
  })

  it('goes on where its attempt stands, where no address says it', async () => {
    const none = { routing: 'none' } as const
    await open(createFakePageClient({ client: waiting }), 'signIn', none, 'email_code')
    await open(createFakePageClient({ client: { sign_in: makeSignIn() } as object }), 'signIn', none, 'start')
    const proving = { sign_up: provingSignUp('email_code') } as object
    await open(createFakePageClient({ client: proving }), 'signUp', none, 'verify_code')
    expect(location.hash).toBe('')
  })

  it('reads what a link wrote into the address once', async () => {
    history.replaceState(null, '', '/?__clerk_status=expired&a=b')
    await open(createFakePageClient(), 'signIn', {}, 'link_expired')
    expect(location.search).toBe('?a=b')
  })

  it('leads where the page wants, or lets the app lead', async () => {
    const world = createFakePageClient({ answers: [signedIn()] })
    const { flow } = await open(world, 'signIn', { forceRedirectUrl: '/home' })
    flow.send(ada)
    await vi.waitUntil(() => world.log.length > 0)
    expect(world.log).toEqual(['setActive {"session":"sess_1","redirectUrl":"/in?/home"}'])
    const own = createFakePageClient({
      answers: [makeSignUp({ status: 'complete', created_session_id: 'sess_2' })],
    })
    const { flow: signUp } = await open(own, 'signUp', { navigate: () => undefined })
    signUp.send({ type: 'SUBMIT', values: { email_address: 'a@b.c' } })
    await vi.waitUntil(() => own.log.length > 0)
    expect(own.log).toEqual(['setActive {"session":"sess_2"}'])
  })

  it('leaves for the flow that takes over, with the way back', async () => {
    history.replaceState(null, '', '/?redirect_url=%2Fmembers')
    const world = createFakePageClient()
    const { flow } = await open(world, 'signIn')
    flow.send({ type: 'SIGN_UP' })
    expect(world.log).toEqual(['navigate "/sign-up?/members"'])
    const other = createFakePageClient()
    ;(await open(other, 'signUp')).flow.send({ type: 'SIGN_IN' })
    expect(other.log).toEqual(['navigate "/sign-in?/members"'])
  })

  it('says that it could not begin, and begins again with what was sent', async () => {
    const world = createFakePageClient({
      answers: [makeSignIn()],
      failsToLoad: [refusal('network_error')],
    })
    const flow = createFlow(world.keywright, 'signIn')
    flow.subscribe(() => undefined)
    flow.send(ada)
    await vi.waitUntil(() => flow.get().error)
    expect([flow.get().error?.code, flow.get().pending, flow.can('RETRY')]).toEqual([
      'network_error',
      undefined,
      true,
    ])
    flow.send({ type: 'RETRY' })
    await vi.waitUntil(() => flow.get().state === 'password')
  })

  it('rests while nobody watches', async () => {
    const world = createFakePageClient()
    const { flow, stop } = await open(world, 'userButton')
    stop()
    expect(world.listeners.size).toBe(0)
    world.change(['sess_1'], 'sess_1')
    expect(flow.get().state).toBe('signed_out')
    flow.subscribe(() => undefined)
    expect(flow.get().state).toBe('closed')
  })
})

describe('the user button of an app', () => {
  it('follows who is signed in, and does what is chosen', async () => {
    const world = createFakePageClient()
    const { flow, reach } = await open(world, 'userButton', { afterSwitchSessionUrl: '/home' }, 'signed_out')
    world.change(['sess_1', 'sess_2'], 'sess_1')
    expect(flow.get()).toMatchObject({ state: 'closed', context: { sessionId: 'sess_1' } })
    for (const event of [
      { type: 'SWITCH', sessionId: 'sess_2' },
      { type: 'ADD_ACCOUNT' },
      { type: 'MANAGE' },
      { type: 'SIGN_OUT' },
      { type: 'SIGN_OUT_ALL' },
    ] as const) {
      flow.send({ type: 'OPEN' })
      flow.send(event)
      await reach('closed')
    }
    expect(world.log).toEqual([
      'setActive {"session":"sess_2","redirectUrl":"/home"}',
      'redirectToSignIn',
      'redirectToUserProfile',
      'signOut {"sessionId":"sess_1"}',
      'signOut {}',
    ])
  })
})
