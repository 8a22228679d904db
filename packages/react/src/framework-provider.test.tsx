import type { Keywright } from '@keywright/js'
import { claims, createFakeKeywright, publishableKey } from '@keywright/test-kit/fake-keywright'
import { act, type ReactNode } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { SignedIn, useKeywright } from './index.ts'
import { FrameworkProvider } from './internal.ts'
import { draw, expectNoComplaints, Watch } from './testing/draw.tsx'

expectNoComplaints()

const router = () => ({ push: vi.fn(), reload: vi.fn() })
const drawnFor = (sessionClaims: typeof claims | null) => ({
  publishableKey,
  initialState: { sessionClaims },
})

async function drawApp(keywright: Keywright, state: ReturnType<typeof drawnFor>, children?: ReactNode) {
  const { reload, push } = router()
  await draw(
    <FrameworkProvider router={{ reload, push }} state={state} keywright={keywright}>
      {children}
    </FrameworkProvider>,
  )
  return { reload, push }
}

describe('FrameworkProvider', () => {
  it('leaves alone what the server drew for who is there', async () => {
    const member = await drawApp(createFakeKeywright({ session: 'active' }).keywright, drawnFor(claims))
    expect(member.reload).not.toHaveBeenCalled()
    const stranger = await drawApp(createFakeKeywright().keywright, drawnFor(null))
    expect(stranger.reload).not.toHaveBeenCalled()
  })

  it('has it drawn again once, when somebody else is there', async () => {
    const { reload } = await drawApp(createFakeKeywright().keywright, drawnFor(claims))
    expect(reload).toHaveBeenCalledTimes(1)
  })

  it('has it drawn again when somebody signs out', async () => {
    const { keywright } = createFakeKeywright({ session: 'active' })
    const { reload } = await drawApp(keywright, drawnFor(claims))
    await act(() => keywright.signOut(() => undefined))
    expect(reload).toHaveBeenCalledTimes(1)
  })

  it('lets properties win over what the server says, and goes where the newest router leads', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')))
    const pushed: string[] = []
    const made: Keywright[] = []
    const app = (name: string) => (
      <FrameworkProvider
        state={{ ...drawnFor(claims), signInUrl: '/theirs', signUpUrl: '/sign-up' }}
        signInUrl="/ours"
        router={{ push: (url) => pushed.push(`${name} ${url}`), reload: () => undefined }}
      >
        <Watch hook={useKeywright} seen={(keywright) => made.push(keywright)} />
        <SignedIn>in</SignedIn>
      </FrameworkProvider>
    )
    const { text, redraw } = await draw(app('old'))
    expect(text()).toBe('in')
    await redraw(app('new'))
    const [keywright] = made
    await keywright?.navigate('/next?a=1')
    expect(pushed).toEqual(['new /next?a=1'])
    expect(keywright?.options).toMatchObject({ signInUrl: '/ours', signUpUrl: '/sign-up' })
    vi.unstubAllGlobals()
  })

  it('says in words that it has no key', async () => {
    const complained = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const app = <FrameworkProvider router={router()} state={undefined} />
    await expect(draw(app)).rejects.toThrow(/publishable key/)
    complained.mockReset()
  })
})
