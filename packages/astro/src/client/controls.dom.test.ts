import { claims, createFakeKeywright, type FakeOptions } from '@keywright/test-kit/fake-keywright'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createComponents } from './components.ts'
import { followClicks, leaveWhereAsked, showParts } from './controls.ts'

const settle = async () => {
  for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setTimeout(resolve))
}

const escaped = (value: object) => JSON.stringify(value).replaceAll('"', '&quot;')
const part = (shown: object, text: string) =>
  `<keywright-show hidden data-keywright-show="${escaped(shown)}">${text}</keywright-show>`
const visible = () =>
  [...document.querySelectorAll<HTMLElement>('keywright-show')]
    .filter(({ hidden }) => !hidden)
    .map(({ textContent }) => textContent)

async function open(html: string, options: FakeOptions = {}) {
  document.body.innerHTML = html
  const fake = createFakeKeywright(options)
  await fake.keywright.load()
  return fake
}

beforeEach(() => {
  vi.stubGlobal('reportError', vi.fn())
})
afterEach(() => {
  vi.unstubAllGlobals()
})

describe('parts of a page that was drawn for nobody in particular', () => {
  const html = [
    part({ when: 'signed-in' }, 'in'),
    part({ when: 'signed-out' }, 'out'),
    part({ when: { role: 'org:admin' } }, 'admin'),
    part({ when: { role: 'org:admin' }, isFallback: true }, 'no admin'),
    part({ when: 'signed-in', treatPendingAsSignedOut: false }, 'in or pending'),
    part({ statuses: ['ready', 'degraded'] }, 'loaded'),
    part({ statuses: ['loading'] }, 'loading'),
  ].join('')

  it('are for whom they say, once that is known', async () => {
    const shownTo = async (options: FakeOptions) => {
      showParts((await open(html, options)).keywright, undefined)
      return visible()
    }
    expect(await shownTo({ session: 'active' })).toEqual(['in', 'admin', 'in or pending', 'loaded'])
    expect(await shownTo({ session: 'pending' })).toEqual(['out', 'no admin', 'in or pending', 'loaded'])
    expect(await shownTo({})).toEqual(['out', 'no admin', 'loaded'])
  })

  it('are hidden until then, unless the server knew', () => {
    document.body.innerHTML = html
    const { keywright } = createFakeKeywright()
    showParts(keywright, undefined)
    expect(visible()).toEqual(['loading'])
    showParts(keywright, { sessionClaims: claims })
    expect(visible()).toEqual(['in', 'admin', 'in or pending', 'loading'])
  })
})

describe('buttons and redirects', () => {
  const button = (act: object) =>
    `<keywright-button data-keywright-act="${escaped(act)}"><button><i>go</i></button></keywright-button>`
  const click = async () => {
    document.querySelector('i')?.click()
    await settle()
  }

  it('lead to the sign-in, open it, or sign out', async () => {
    const page = await open(button({ act: 'sign-in', fallbackRedirectUrl: '/home' }))
    followClicks(page.keywright)
    await click()
    expect(page.left[0]).toContain('/sign-in?redirect_url=http%3A%2F%2Flocalhost%3A3000%2Fhome')
    document.body.innerHTML = button({ act: 'sign-up', mode: 'modal' })
    await click()
    expect(page.ui.log).toEqual([expect.stringMatching(/^open sign-up/)])
    document.body.innerHTML = button({ act: 'sign-out', redirectUrl: '/bye' })
    await click()
    // What it takes to sign out is fetched first.
    await vi.waitFor(() => expect(page.left.at(-1)).toBe('http://localhost:3000/bye'))
  })

  it('leave at once where the page says so', async () => {
    const { keywright, left } = await open(
      `<keywright-redirect data-keywright-redirect="${escaped({ to: 'sign-in', redirectUrl: '/a' })}"></keywright-redirect>`,
    )
    await leaveWhereAsked(keywright)
    expect(left).toEqual(['http://localhost:3000/sign-in?redirect_url=http%3A%2F%2Flocalhost%3A3000%2Fa'])
  })
})

it('the page that a provider leads back to goes on, and Google’s prompt opens where it stands', async () => {
  const marked = (what: object) =>
    `<keywright-redirect data-keywright-redirect="${escaped(what)}"></keywright-redirect>`
  const back = await open(marked({ to: 'callback', signInUrl: '/in' }))
  await leaveWhereAsked(back.keywright)
  expect(back.left).toEqual(['http://localhost:3000/in'])
  const prompt = await open(marked({ to: 'one-tap', itpSupport: false }))
  await leaveWhereAsked(prompt.keywright)
  await vi.waitUntil(() => prompt.ui.log.length > 0)
  expect(prompt.ui.log).toEqual([expect.stringMatching(/^open google-one-tap .*"itpSupport":false/)])
})

describe('components', () => {
  const host = (kind: string, props: object, parts = '') =>
    `<div><div data-keywright-component="${kind}" data-keywright-props="${escaped(props)}"></div>${parts}</div>`

  it('come to life where somebody sees them, and go with their element', async () => {
    const { keywright, ui } = await open(
      `${host('sign-in', { signUpUrl: '/up' })}<section hidden>${host('user-button', {})}</section>`,
    )
    const components = createComponents(keywright)
    components.follow()
    components.follow()
    await settle()
    expect(ui.log).toEqual(['mount sign-in {"signUpUrl":"/up"} '])
    document.body.innerHTML = ''
    components.follow()
    expect(ui.log.at(-1)).toBe('unmount sign-in')
  })

  it('have the menu items and pages that the page has written for them', async () => {
    const template = (said: object, content = '') =>
      `<template data-keywright-part="${escaped(said)}"><template data-keywright-icon> <b>$</b></template>${content}</template>`
    const parts = [
      template({ type: 'action', label: 'Chat', clickIdentifier: 'chat' }),
      template({ type: 'link', label: 'Docs', href: '/docs' }),
      template({ type: 'page', label: 'Plan', url: 'plan' }, '<em>gold</em>'),
      template({ type: 'profile-link', label: 'Help', url: '/help' }),
    ].join('')
    const given: { customMenuItems?: Given[]; userProfileProps?: { customPages: Given[] } }[] = []
    const ui = {
      open: () => ({ close: () => undefined }),
      mount(_kind: string, _node: HTMLElement, props: object) {
        given.push(props)
        return { update: () => undefined, unmount: () => undefined }
      },
    }
    const { keywright } = await open(host('user-button', { showName: true }, parts), { ui: async () => ui })
    createComponents(keywright).follow()
    await settle()
    const [chat, docs] = given[0]?.customMenuItems ?? []
    const [plan, help] = given[0]?.userProfileProps?.customPages ?? []
    expect([docs, help]).toMatchObject([{ href: '/docs' }, { href: '/help' }])
    const heard = vi.fn()
    document.addEventListener('clerk:menu-item-click', ({ detail }: CustomEventInit) => heard(detail))
    chat?.onClick?.()
    expect(heard).toHaveBeenCalledWith('chat')
    const [room, icon] = [document.createElement('div'), document.createElement('div')]
    plan?.mount?.(room)
    chat?.mountIcon?.(icon)
    expect([room.innerHTML, icon.innerHTML.trim()]).toEqual(['<em>gold</em>', '<b>$</b>'])
  })
})

interface Given {
  onClick?: () => void
  mount?: (element: HTMLElement) => void
  mountIcon?: (element: HTMLElement) => void
}
