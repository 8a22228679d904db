import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Handle } from '../../app/mount-later.ts'
import { renderUserButton } from '../../app/render-user.tsx'
import { mountUserComponent } from '../../app/user-components.ts'
import { createFakeHost, type FakeHost } from '../../testing/fake-host.ts'
import { installPopovers } from '../../testing/fake-popover.ts'
import { grace, makeClient, makeSession } from '../../testing/people.ts'
import { waitUntil } from '../../testing/screen.ts'
import type { UserButtonProps } from './user-button.props.ts'

beforeAll(installPopovers)

let mounted: Handle<UserButtonProps> | undefined
afterEach(() => {
  mounted?.unmount()
  document.body.replaceChildren()
})

const settle = () => new Promise((resolve) => setTimeout(resolve))

async function show(
  props: UserButtonProps = {},
  host: FakeHost = createFakeHost(),
  node = document.body.appendChild(document.createElement('div')),
) {
  mounted = mountUserComponent('user-button', node, { appearance: {}, ...props }, host)
  // There is no stylesheet in this page: it is waited for, and does without.
  document.querySelector('link[data-kw]')?.dispatchEvent(new Event('error'))
  if (props.customMenuItems) await import('./custom-items.tsx')
  await settle()
  return { node, host }
}

const two = () => {
  const host = createFakeHost()
  host.change(makeClient(makeSession('sess_1'), makeSession('sess_2', grace)))
  return host
}

const trigger = () => {
  const found = document.querySelector<HTMLButtonElement>('[aria-haspopup=menu]')
  if (!found) throw new TypeError('there is no button')
  return found
}
const items = () => [...document.querySelectorAll<HTMLElement>('[role=menuitem]')]
const texts = () => items().map((item) => item.querySelector('.kw-choice-text')?.textContent)
const isOpen = () => document.querySelector('[popover]')?.matches(':popover-open') ?? false
const press = (text: string) => items()[texts().findIndex((one) => one?.startsWith(text))]?.click()
const focused = () => document.activeElement?.querySelector('.kw-choice-text')?.textContent
const type = (key: string) =>
  document.activeElement?.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
  )

describe('the button of a user', () => {
  it('names its owner, and says whether its menu is open', async () => {
    await show({ showName: true })
    expect(trigger().getAttribute('aria-label')).toBe('Account of Ada Lovelace')
    expect(trigger().textContent).toBe('Ada Lovelace')
    expect(trigger().getAttribute('aria-expanded')).toBe('false')
    trigger().click()
    expect(trigger().getAttribute('aria-expanded')).toBe('true')
  })

  it('offers what one account can do, and no others where there can be none', async () => {
    const host = createFakeHost()
    host.environment.auth_config.single_session_mode = true
    await show({}, host)
    trigger().click()
    expect(texts()).toEqual(['Manage account', 'Sign out'])
  })

  it('lists the others, and switches', async () => {
    const { host } = await show({ afterSwitchSessionUrl: '/home' }, two())
    trigger().click()
    expect(texts()).toEqual([
      'Manage account',
      'Grace Hoppergrace@example.com',
      'Add account',
      'Sign out',
      'Sign out of all',
    ])
    press('Grace')
    await settle()
    expect(host.log).toEqual(['setActive sess_2 /home'])
    expect([isOpen(), trigger().getAttribute('aria-label')]).toEqual([false, 'Account of Grace Hopper'])
  })

  it('signs one of several out, and leads where the others are', async () => {
    const { host } = await show({ afterMultiSessionSingleSignOutUrl: '/choose' }, two())
    trigger().click()
    press('Sign out')
    await settle()
    expect(host.log).toEqual(['signOut sess_1', 'navigate /choose'])
    expect(document.querySelector('button')).toBeNull()
  })

  it('signs everybody out', async () => {
    const { host } = await show({}, two())
    trigger().click()
    press('Sign out of all')
    await settle()
    expect(host.log).toEqual(['signOut all', 'navigate /bye'])
  })

  it('leads to the page of the host for the profile', async () => {
    const { host } = await show({ userProfileMode: 'navigation', userProfileUrl: '/me' })
    trigger().click()
    press('Manage')
    await settle()
    expect([host.log, isOpen(), document.activeElement === trigger()]).toEqual([
      ['navigate /me'],
      false,
      true,
    ])
  })

  it('has room for the items of the host', async () => {
    const done: string[] = []
    const customMenuItems = [
      { label: 'Billing', href: '/billing' },
      { label: 'Feedback', onClick: () => done.push(document.activeElement?.ariaLabel ?? '') },
    ]
    await show({ customMenuItems })
    trigger().click()
    const link = items()[1]
    expect([link?.localName, link?.getAttribute('href')]).toEqual(['a', '/billing'])
    press('Feedback')
    // What it opens finds the focus where it can return to.
    expect([done, isOpen()]).toEqual([['Account of Ada Lovelace'], false])
  })

  it('is walked by keyboard', async () => {
    await show({}, two())
    trigger().focus()
    type('ArrowDown')
    expect([isOpen(), focused()]).toEqual([true, 'Manage account'])
    const walk = (...keys: string[]) =>
      keys.map((key) => {
        type(key)
        return focused()
      })
    expect(walk('ArrowDown', 'End', 'ArrowDown', 'ArrowUp', 'Home')).toEqual([
      'Grace Hoppergrace@example.com',
      'Sign out of all',
      'Manage account',
      'Sign out of all',
      'Manage account',
    ])
  })

  it('goes to what is typed', async () => {
    await show({}, two())
    trigger().click()
    type('s')
    expect(focused()).toBe('Sign out')
    type('s')
    expect(focused()).toBe('Sign out of all')
    await new Promise((resolve) => setTimeout(resolve, 750))
    for (const key of 'gra') type(key)
    expect(focused()).toBe('Grace Hoppergrace@example.com')
  })

  it('lets the tab key go on from the button', async () => {
    await show()
    trigger().click()
    type('Tab')
    expect([isOpen(), document.activeElement === trigger()]).toEqual([false, true])
  })

  it('tells once what went wrong, and tries again', async () => {
    let isOnline = false
    const host = two()
    const { setActive } = host
    host.setActive = (input) => (isOnline ? setActive(input) : Promise.reject(new TypeError('offline')))
    await show({}, host)
    trigger().click()
    const alert = document.querySelector('[role=alert]')
    expect(alert?.textContent).toBe('')
    press('Grace')
    await settle()
    expect(alert?.isConnected && alert.textContent).toBe('That did not work.Try again')
    isOnline = true
    alert?.querySelector('button')?.click()
    await settle()
    expect([host.log, isOpen()]).toEqual([['setActive sess_2'], false])
  })

  it('has items of the host, in the order of the host', async () => {
    const log: string[] = []
    const { host } = await show({
      userProfileMode: 'navigation',
      customMenuItems: [
        { label: 'Docs', href: '/docs', icon: 'M1 1' },
        { label: 'signOut' },
        { label: 'Chat', onClick: () => log.push('chat') },
        { label: 'unknown' },
        { label: 'manageAccount' },
        { label: 'Plan', open: 'billing' },
      ],
    })
    trigger().click()
    expect(texts()).toEqual(['Docs', 'Sign out', 'Chat', 'Manage account', 'Plan', 'Add account'])
    expect(items()[0]?.getAttribute('href')).toBe('/docs')
    press('Chat')
    expect([log, isOpen()]).toEqual([['chat'], false])
    trigger().click()
    press('Plan')
    await settle()
    expect(host.log).toEqual(['navigate /user'])
  })

  it('keeps what is its own where the host says nothing of it', async () => {
    await show({ customMenuItems: [{ label: 'Docs', href: '/docs' }] })
    trigger().click()
    expect(texts()).toEqual(['Manage account', 'Docs', 'Add account', 'Sign out'])
  })

  it('leaves a picture that the host draws to the host', async () => {
    const log: string[] = []
    const item = {
      ...{ label: 'Chat', onClick: () => undefined },
      mountIcon(element: HTMLElement) {
        log.push('mount')
        element.append('!')
      },
      unmountIcon: (element: HTMLElement) => void log.push(`unmount ${element.textContent}`),
    }
    // It stands where something of the menu's own stood before.
    const customMenuItems = [item, { label: 'manageAccount' }]
    await show({ customMenuItems })
    trigger().click()
    mounted?.update({ customMenuItems, showName: true })
    expect(items()[0]?.textContent).toBe('!Chat')
    mounted?.update({ customMenuItems: [] })
    expect(log).toEqual(['mount', 'unmount !'])
  })

  it('follows another tab', async () => {
    const { host } = await show({}, two())
    host.change(host.client, 'sess_2')
    expect(trigger().getAttribute('aria-label')).toBe('Account of Grace Hopper')
    host.change(makeClient(), null)
    expect(document.querySelector('button')).toBeNull()
  })

  it('takes over what a server has drawn', async () => {
    const person = { name: 'Ada Lovelace', identifier: 'ada@example.com', imageUrl: null }
    const node = document.body.appendChild(document.createElement('div'))
    const { html } = renderUserButton(person, { showName: true })
    node.append(...new DOMParser().parseFromString(html, 'text/html').body.childNodes)
    const drawn = trigger()
    expect(drawn.textContent).toBe('Ada Lovelace')
    await show({ showName: true }, createFakeHost(), node)
    expect(trigger()).toBe(drawn)
    drawn.click()
    expect(isOpen()).toBe(true)
  })

  it('is gone when it is taken down', async () => {
    const { node, host } = await show()
    mounted?.unmount()
    host.change(null, null)
    expect(node.childNodes).toHaveLength(0)
  })

  it('opens by itself where it is told to', async () => {
    await show({ defaultOpen: true })
    expect([isOpen(), focused()]).toEqual([true, 'Manage account'])
  })
})

describe('the picture of a user', () => {
  it('says who it is of, and follows them', async () => {
    const node = document.body.appendChild(document.createElement('div'))
    const host = two()
    const avatar = mountUserComponent('user-avatar', node, { rounded: true }, host)
    const picture = () => node.querySelector('[role=img]')
    await waitUntil(picture)
    const initials = () => node.querySelector('[data-initials]')?.getAttribute('data-initials')
    expect([picture()?.getAttribute('aria-label'), initials()]).toEqual(['Ada Lovelace', 'AL'])
    host.change(host.client, 'sess_2')
    expect(initials()).toBe('GH')
    avatar.unmount()
    expect(node.childNodes).toHaveLength(0)
  })
})
