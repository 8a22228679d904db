import { beforeEach, describe, expect, it } from 'vitest'
import type { LoadSignedIn } from './core.ts'
import { createClient } from './create-client.ts'
import { createSignedIn } from './signed-in.ts'
import { settle } from './testing/fake-clock.ts'
import { createWorld, developmentKey, type World } from './testing/open-app.ts'

let world: World
beforeEach(() => {
  world = createWorld()
})

/** A page whose code for sessions comes when the test says so, each load as it was told. */
function openLight() {
  const asked: PromiseWithResolvers<Awaited<ReturnType<LoadSignedIn>>>[] = []
  const tab = world.browser.openTab()
  const keywright = createClient(
    { publishableKey: developmentKey },
    {
      platform: tab,
      loadSignedIn() {
        const answer = Promise.withResolvers<Awaited<ReturnType<LoadSignedIn>>>()
        asked.push(answer)
        return answer.promise
      },
    },
  )
  return { keywright, tab, asked, arrive: () => asked.at(-1)?.resolve(createSignedIn) }
}

describe('a client that loads what sessions need', () => {
  it('does without it where nobody is signed in', async () => {
    const { keywright, asked } = openLight()
    await keywright.load()
    expect(keywright.status).toBe('ready')
    expect(keywright.user).toBeNull()
    expect(asked).toHaveLength(0)
  })

  it('tells nobody of a session before its user can be read', async () => {
    world.server.signIn('sess_1')
    const { keywright, asked, arrive } = openLight()
    const told: (string | undefined)[] = []
    keywright.addListener(() => told.push(keywright.user?.id))
    const loading = keywright.load()
    await settle()
    expect([asked.length, told]).toEqual([1, []])
    arrive()
    await loading
    expect(told).toEqual([keywright.user?.id])
    expect(keywright.session?.id).toBe('sess_1')
    expect(await keywright.getToken()).toBe(world.browser.cookie('__session'))
  })

  it('begins to load it with the first call that may end in a session, or a token that is left over', async () => {
    const first = openLight()
    await first.keywright.load()
    const call = first.keywright.signIn.create({ identifier: 'ada@example.com' })
    await expect(call).rejects.toMatchObject({ code: 'resource_not_found' })
    expect(first.asked).toHaveLength(1)

    world.server.signIn('sess_1')
    await world.open()
    world.server.intercept(() => new Promise(() => {}))
    const second = openLight()
    void second.keywright.load()
    await settle()
    expect(second.asked).toHaveLength(1)
  })

  it('counts code that did not come as an answer that did not come, and asks again', async () => {
    world.server.signIn('sess_1')
    const { keywright, asked, arrive } = openLight()
    const loading = keywright.load()
    await settle()
    asked[0]?.reject(new TypeError('Failed to fetch dynamically imported module'))
    // It is asked for once more for the token of a page before, and there is none.
    await loading
    expect([keywright.status, keywright.session]).toEqual(['degraded', null])
    await world.clock.advance(2_000)
    arrive()
    await settle()
    expect([keywright.status, keywright.session?.id]).toEqual(['ready', 'sess_1'])
  })

  it('is loaded once, though a listener asks for it as soon as it begins', async () => {
    const { keywright } = openLight()
    const heard: string[] = []
    let asks = 0
    keywright.on('status', (status) => {
      heard.push(status)
      if (asks++ < 5) void keywright.load()
    })
    await keywright.load()
    expect(heard).toEqual(['loading', 'ready'])
  })

  it('hears other tabs in the order in which they spoke', async () => {
    const { keywright, asked, arrive } = openLight()
    await keywright.load()
    world.server.signIn('sess_1')
    await world.open()
    await settle()
    expect(asked).toHaveLength(1)
    // A browser that was forgotten has no time of change that could tell which is newer.
    const channel = world.browser.openTab().openChannel(`keywright.${developmentKey}`, () => {})
    channel.post({ from: 'http://localhost:3900', at: world.clock.now(), news: { client: null } })
    await settle()
    arrive()
    await settle()
    expect(keywright.session).toBeNull()
    expect(keywright.client?.sessions).toEqual([])
  })
})
