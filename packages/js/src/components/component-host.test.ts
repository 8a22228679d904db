import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ComponentHost, KeywrightOptions, UiModule } from '../interface.ts'
import { createKeywright } from '../keywright.ts'
import { settle } from '../testing/fake-clock.ts'
import { errorAnswer } from '../testing/fake-server.ts'
import { createWorld, developmentKey, type World } from '../testing/open-app.ts'

/** Components that write down what is asked of them. */
function createRecordingUi() {
  const log: string[] = []
  const hosts: ComponentHost[] = []
  const module: UiModule = {
    mount(kind, _node, props, host) {
      hosts.push(host)
      log.push(`mount ${kind} ${JSON.stringify(props)}`)
      return {
        update: (next) => void log.push(`update ${kind} ${JSON.stringify(next)}`),
        unmount: () => void log.push(`unmount ${kind}`),
      }
    },
    open(kind, props) {
      log.push(`open ${kind} ${JSON.stringify(props)}`)
      return { close: () => void log.push(`close ${kind}`) }
    },
  }
  return { module, log, hosts }
}

const node = () => ({}) as HTMLElement
const reported: unknown[] = []
const { reportError } = globalThis

let world: World
beforeEach(() => {
  world = createWorld()
  reported.length = 0
  globalThis.reportError = (error) => void reported.push(error)
})
afterEach(() => {
  globalThis.reportError = reportError
})

function create(ui: KeywrightOptions['ui'], options: Partial<KeywrightOptions> = {}) {
  const tab = world.browser.openTab('http://localhost:3000/sign-in?redirect_url=%2Fmembers')
  return createKeywright({ publishableKey: developmentKey, ui, ...options }, tab)
}

describe('components', () => {
  it('are asked for by their kind, when the first is shown', async () => {
    const { module, log } = createRecordingUi()
    const loads: string[] = []
    const keywright = create(async (kind) => {
      loads.push(kind)
      return module
    })
    expect(loads).toEqual([])
    keywright.mountSignIn(node(), { routing: 'hash' })
    keywright.openSignUp()
    await settle()
    expect([loads, log]).toEqual([
      ['sign-in', 'sign-up'],
      ['mount sign-in {"routing":"hash"}', 'open sign-up {}'],
    ])
  })

  it('are shown with what was said last, or not at all', async () => {
    const { module, log } = createRecordingUi()
    const keywright = create(async () => module)
    const [kept, dropped] = [node(), node()]
    keywright.mountUserButton(kept)
    keywright.mountUserButton(kept, { showName: true })
    keywright.mountSignIn(dropped)
    keywright.unmountSignIn(dropped)
    await settle()
    keywright.mountUserButton(kept, { showName: false })
    keywright.unmountUserButton(kept)
    keywright.unmountUserButton(kept)
    expect(log).toEqual([
      'mount user-button {"showName":true}',
      'update user-button {"showName":false}',
      'unmount user-button',
    ])
  })

  it('open over the page one at a time', async () => {
    const { module, log } = createRecordingUi()
    const keywright = create(async () => module)
    keywright.openSignIn()
    await settle()
    keywright.openSignIn()
    await settle()
    keywright.closeSignIn()
    keywright.closeSignIn()
    expect(log).toEqual(['open sign-in {}', 'close sign-in', 'open sign-in {}', 'close sign-in'])
  })

  it('look and lead as the whole app does, unless they are told otherwise', async () => {
    const { module, log } = createRecordingUi()
    const app = { appearance: { theme: 'dark' }, signUpUrl: '/join', signInFallbackRedirectUrl: '/home' }
    const keywright = create(async () => module, app)
    keywright.mountSignIn(node(), { fallbackRedirectUrl: '/start' })
    keywright.openUserProfile()
    await settle()
    expect(log).toEqual([
      'mount sign-in {"appearance":{"theme":"dark"},"signUpUrl":"http://localhost:3000/join?redirect_url=http%3A%2F%2Flocalhost%3A3000%2Fmembers","fallbackRedirectUrl":"/start"}',
      'open user-profile {"appearance":{"theme":"dark"}}',
    ])
  })

  it('are tried again after the network failed', async () => {
    const { module, log } = createRecordingUi()
    const answers = [Promise.reject(new TypeError('offline')), Promise.resolve(module)]
    const keywright = create(() => answers.shift() ?? Promise.resolve(module))
    keywright.openUserProfile()
    await settle()
    keywright.mountUserProfile(node())
    await settle()
    expect(reported).toHaveLength(1)
    expect(log).toEqual(['mount user-profile {}'])
  })

  it('that were never handed over are asked for in words', async () => {
    create(undefined).mountSignIn(node())
    await settle()
    expect(String(reported[0])).toContain("import('@keywright/ui')")
  })
})

describe('what components are given', () => {
  async function openHost(options?: Partial<KeywrightOptions>): Promise<ComponentHost> {
    const { module, hosts } = createRecordingUi()
    create(async () => module, options).mountSignIn(node())
    await settle()
    const [host] = hosts
    if (!host) throw new TypeError('nothing was mounted')
    return host
  }

  it('is who is signed in, and where to go', async () => {
    world.server.signIn('sess_1')
    const host = await openHost({ signInUrl: '/sign-in' })
    expect(host.client?.sessions.map(({ id }) => id)).toEqual(['sess_1'])
    expect(host).toMatchObject({
      sessionId: 'sess_1',
      // Whoever changes their mind on the way is still wanted back.
      signUpUrl: 'http://localhost:3900/sign-up?redirect_url=http%3A%2F%2Flocalhost%3A3000%2Fmembers',
      redirectUrl: 'http://localhost:3000/members',
      afterSignOutUrl: 'http://localhost:3000/',
    })
  })

  it('knows the page that a router has gone to since', async () => {
    const { module, hosts } = createRecordingUi()
    const { keywright, tab } = await world.open({ ui: async () => module })
    keywright.mountUserButton(node())
    await settle()
    tab.goTo('/sign-in?redirect_url=%2Forders')
    expect(hosts[0]?.redirectUrl).toBe('http://localhost:3000/orders')
    expect(hosts[0]?.signUpUrl).toContain('orders')
  })

  it('changes before their eyes', async () => {
    world.server.signIn('sess_1')
    const host = await openHost()
    const heard: unknown[] = []
    host.subscribe(() => heard.push(host.sessionId))
    await host.signOut()
    expect([heard, host.client?.sessions]).toEqual([[null], []])
  })

  it('comes when the instance is known, however late', async () => {
    world.server.intercept(({ path }) =>
      path === '/v1/environment' ? errorAnswer(503, 'service_unavailable') : undefined,
    )
    const { module, log } = createRecordingUi()
    create(async () => module).mountSignIn(node())
    await world.clock.advance(500)
    expect(log).toEqual([])
    world.server.intercept(undefined)
    await world.clock.advance(5_000)
    expect(log).toEqual(['mount sign-in {}'])
  })

  it('leads nobody to a foreign page', async () => {
    const host = await openHost()
    host.navigate('https://evil.example/')
    await settle()
    expect(String(reported[0])).toContain('not allowed')
  })
})
