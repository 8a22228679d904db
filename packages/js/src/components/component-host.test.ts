import { describe, expect, it } from 'vitest'
import type { ComponentProps, Keywright, UiModule } from '../interface.ts'
import { createKeywright } from '../keywright.ts'
import { settle } from '../testing/fake-clock.ts'
import { createWorld, developmentKey } from '../testing/open-app.ts'

/** Components that write down what is asked of them. */
function createRecordingUi() {
  const log: string[] = []
  const given: ComponentProps[] = []
  const shown = (name: string) => (kind: string, props: ComponentProps) => {
    log.push(`${name} ${kind} ${JSON.stringify(props)}`)
    given.push(props)
    return {
      update: (next: ComponentProps) => log.push(`update ${kind} ${JSON.stringify(next)}`),
      unmount: () => log.push(`unmount ${kind}`),
    }
  }
  const module = {
    mount: (kind: string, _node: HTMLElement, props: ComponentProps) => shown('mount')(kind, props),
    open: shown('open'),
  } as unknown as UiModule
  return { module, log, given }
}

const node = () => ({}) as HTMLElement

function create(ui: (() => Promise<UiModule>) | undefined): Keywright {
  return createKeywright({ publishableKey: developmentKey, ui }, createWorld().browser.openTab())
}

describe('components', () => {
  it('are loaded once, when the first is shown', async () => {
    const { module, log } = createRecordingUi()
    let loads = 0
    const keywright = create(async () => {
      loads += 1
      return module
    })
    expect(loads).toBe(0)
    keywright.mountSignIn(node(), { routing: 'hash' })
    keywright.openSignUp()
    await settle()
    expect([loads, log]).toEqual([1, ['mount SignIn {"routing":"hash"}', 'open SignUp {}']])
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
      'mount UserButton {"showName":true}',
      'update UserButton {"showName":false}',
      'unmount UserButton',
    ])
  })

  it('open once, and again after their user closed them', async () => {
    const { module, log, given } = createRecordingUi()
    const keywright = create(async () => module)
    keywright.openSignIn()
    await settle()
    keywright.openSignIn()
    const close = given[0]?.onClose
    if (typeof close === 'function') close()
    keywright.openSignIn()
    await settle()
    keywright.closeSignIn()
    expect(log).toEqual(['open SignIn {}', 'update SignIn {}', 'open SignIn {}', 'unmount SignIn'])
  })

  it('are tried again after the network failed', async () => {
    const { module, log } = createRecordingUi()
    const reported: unknown[] = []
    globalThis.reportError = (error) => reported.push(error)
    const answers = [Promise.reject(new TypeError('offline')), Promise.resolve(module)]
    const keywright = create(() => answers.shift() ?? Promise.resolve(module))
    keywright.openUserProfile()
    await settle()
    keywright.mountUserProfile(node())
    await settle()
    expect(reported).toHaveLength(1)
    expect(log).toEqual(['mount UserProfile {}'])
  })

  it('that were never handed over are asked for in words', async () => {
    const reported: unknown[] = []
    globalThis.reportError = (error) => reported.push(error)
    create(undefined).mountSignIn(node())
    await settle()
    expect(String(reported[0])).toContain("import('@keywright/ui')")
  })
})
