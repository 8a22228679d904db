import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createSessionFollower, type SessionFollower } from './session-follower.ts'

type Listener = Parameters<Parameters<SessionFollower['follow']>[0]['addListener']>[0]

let done: string[]
let forgets: boolean
let tell: (sessionId: string | null, organizationId?: string) => void
let follower: SessionFollower

function open(drawnFor: string | null | undefined): () => void {
  return follower.follow(
    {
      addListener(listener: Listener) {
        tell = (id, organizationId) =>
          listener({
            session: id === null ? null : { id, user: {} },
            organization: organizationId === undefined ? null : { id: organizationId },
          } as Parameters<Listener>[0])
        return () => void done.push('stopped')
      },
    },
    drawnFor,
  )
}

beforeEach(() => {
  vi.useFakeTimers()
  done = []
  forgets = true
  follower = createSessionFollower((path) => void done.push(`leave for ${path}`))
  follower.router = {
    push: (path) => void done.push(`push ${path}`),
    async refresh() {
      await null
      done.push('refresh')
      return forgets
    },
  }
})

describe('a page of the app', () => {
  it('forgets what was fetched for a stranger, and only then goes on', async () => {
    open(null)
    tell('sess_1')
    await follower.push('/dashboard')
    await vi.runAllTimersAsync()
    expect(done).toEqual(['refresh', 'push /dashboard'])
  })

  it('loads the next page as if it were the first, where nothing can be forgotten', async () => {
    forgets = false
    open(null)
    tell('sess_1')
    await follower.push('/dashboard')
    expect(done).toEqual(['refresh', 'leave for /dashboard'])
  })

  it('goes on after what is being forgotten already, where it is led on late', async () => {
    follower.router = {
      push: (path) => void done.push(`push ${path}`),
      async refresh() {
        await new Promise((resolve) => setTimeout(resolve, 100))
        done.push('refresh')
        return forgets
      },
    }
    open(null)
    tell('sess_1')
    await vi.advanceTimersByTimeAsync(60)
    const pushed = follower.push('/dashboard')
    await vi.runAllTimersAsync()
    await pushed
    expect(done).toEqual(['refresh', 'push /dashboard'])
  })

  it('asks once more what was dropped unanswered, and then loads the next page', async () => {
    let answers: Promise<boolean>[] = []
    const unanswered = new Promise<boolean>(() => undefined)
    follower.router = {
      push: (path) => void done.push(`push ${path}`),
      refresh: () => answers.shift() ?? unanswered,
    }
    open(null)
    for (const [session, given] of [
      ['sess_1', [unanswered, Promise.resolve(true)]],
      ['sess_2', []],
    ] as const) {
      answers = [...given]
      tell(session)
      const pushed = follower.push('/dashboard')
      await vi.runAllTimersAsync()
      await pushed
    }
    expect(done).toEqual(['push /dashboard', 'leave for /dashboard'])
  })

  it('leads away who signs out before anything is drawn anew', async () => {
    open('sess_1 null')
    tell(null)
    await follower.push('/')
    await vi.runAllTimersAsync()
    expect(done).toEqual(['push /', 'refresh'])
  })

  it('is drawn anew where the session changes elsewhere', async () => {
    open('sess_1 null')
    tell(null)
    tell('sess_2')
    await vi.runAllTimersAsync()
    expect(done).toEqual(['refresh'])
  })

  it('is drawn anew, and what was fetched ahead forgotten, where another organization is active', async () => {
    open('sess_1 org_1')
    tell('sess_1', 'org_1')
    await vi.runAllTimersAsync()
    expect(done).toEqual([])
    tell('sess_1', 'org_2')
    await follower.push('/org-2')
    tell('sess_1')
    await vi.runAllTimersAsync()
    expect(done).toEqual(['refresh', 'push /org-2', 'refresh'])
  })

  it('is not drawn anew for whom it was drawn, nor when it is first known who is there', async () => {
    open('sess_1 null')
    tell('sess_1')
    open(undefined)
    tell('sess_1')
    tell('sess_1')
    await follower.push('/a')
    await vi.runAllTimersAsync()
    expect(done).toEqual(['push /a'])
  })

  it('is drawn anew where the server did not know who is there', async () => {
    open(null)
    tell('sess_1')
    await vi.runAllTimersAsync()
    expect(done).toEqual(['refresh'])
  })

  it('is left alone once it is gone', async () => {
    const stop = open('sess_1 null')
    tell(null)
    stop()
    await vi.runAllTimersAsync()
    expect(done).toEqual(['stopped'])
  })
})
