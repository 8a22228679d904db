import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { wayOut } from './popup.ts'

const frontendUrl = 'https://clerk.example.com'
const provider = 'https://accounts.google.example/auth'
const urls = {
  redirect_url: 'https://app.example.com/sign-in#/sso-callback',
  action_complete_redirect_url: 'https://app.example.com/home',
}

const makeWindow = () => ({
  closed: false,
  location: { href: 'about:blank' },
  close: vi.fn(function (this: { closed: boolean }) {
    this.closed = true
  }),
})

let popup: ReturnType<typeof makeWindow>
const open = vi.fn((): object | null => popup)
const goOn = vi.fn(async () => undefined)

const setOut = () => wayOut('popup', frontendUrl, urls, goOn)

/** As a window says it, or somebody else. */
const say = (data: unknown, given: object = {}) =>
  dispatchEvent(Object.assign(new Event('message'), { data, origin: frontendUrl, source: popup, ...given }))

const looks = (count: number) => vi.advanceTimersByTimeAsync(500 * count)

beforeEach(() => {
  popup = makeWindow()
  vi.useFakeTimers()
  vi.stubGlobal('open', open)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.clearAllMocks()
})

describe('a provider in a window over the page', () => {
  it('leads to the end of windows, which leads on where nobody is signed in yet', () => {
    const end = `${frontendUrl}/popup-callback`
    expect(setOut().urls).toEqual({
      redirect_url: `${end}?return_url=${encodeURIComponent(urls.redirect_url)}`,
      action_complete_redirect_url: end,
    })
    expect(open).toHaveBeenCalledOnce()
  })

  it('leads back alike where nobody is to be signed in', () => {
    const { redirect_url: back } = urls
    const { urls: own } = wayOut('popup', frontendUrl, {
      redirect_url: back,
      action_complete_redirect_url: back,
    })
    expect(own.action_complete_redirect_url).toBe(own.redirect_url)
  })

  it('gives the session that it ends with', async () => {
    const gone = setOut().go(provider)
    expect(popup.location.href).toBe(provider)
    say({ session: 'sess_1' })
    expect(await gone).toBe('sess_1')
    expect(popup.closed).toBe(true)
    expect(goOn).not.toHaveBeenCalled()
  })

  // What a message says is not gone to: the page knows itself where it goes on.
  it('is gone on from at the page’s own address, whatever it says', async () => {
    const gone = setOut().go(provider)
    say({ return_url: 'https://evil.example/' })
    expect(await gone).toBeUndefined()
    expect(goOn.mock.calls).toEqual([[urls.redirect_url]])
  })

  // Attacks: another origin, another window, and things that are no message of ours.
  it('is the only one that is believed', async () => {
    const gone = vi.fn()
    void setOut().go(provider).then(gone)
    say({ session: 'sess_1' }, { origin: 'https://evil.example' })
    say({ session: 'sess_1' }, { source: window })
    for (const data of [null, 'sess_1', { session: 1 }, { return_url: ['x'] }]) say(data)
    await looks(4)
    expect(gone).not.toHaveBeenCalled()
    say({ session: 'sess_2' })
    await looks(0)
    expect(gone).toHaveBeenCalledWith('sess_2')
  })

  it('leaves its page as it was once it was closed', async () => {
    const gone = setOut().go(provider)
    popup.closed = true
    await looks(2)
    expect(await gone).toBeUndefined()
    expect(goOn).not.toHaveBeenCalled()
  })

  it('is heard where what it said comes after it is gone', async () => {
    const gone = setOut().go(provider)
    popup.closed = true
    await looks(1)
    say({ session: 'sess_1' })
    expect(await gone).toBe('sess_1')
  })

  it('is told of where the browser opens none', () => {
    open.mockReturnValueOnce(null)
    expect(setOut).toThrow(expect.objectContaining({ code: 'popup_blocked' }))
  })

  it('goes away with what was given up, and comes again', async () => {
    const way = setOut()
    way.giveUp?.()
    expect(popup.closed).toBe(true)
    popup = makeWindow()
    const gone = way.go(provider)
    expect(popup.location.href).toBe(provider)
    say({ session: 'sess_1' })
    expect(await gone).toBe('sess_1')
  })
})

describe('whether there is a window', () => {
  const isOpened = (flow?: 'auto' | 'redirect' | 'popup') => {
    open.mockClear()
    wayOut(flow, frontendUrl, urls)
    return open.mock.calls.length === 1
  }

  it('is said by the page, and is left to itself in a frame alone', () => {
    expect([undefined, 'auto', 'redirect', 'popup'].map((flow) => isOpened(flow as 'auto'))).toEqual([
      ...[false, false, false, true],
    ])
    vi.stubGlobal('top', {})
    expect([undefined, 'auto', 'redirect', 'popup'].map((flow) => isOpened(flow as 'auto'))).toEqual([
      ...[true, true, false, true],
    ])
  })

  it.each([
    ...[
      ['shop.lovable.app', true],
      ['x-3000.webcontainer-api.io', true],
      ['shop.v0.dev', true],
    ],
    ...[
      ['lovable.app.example.com', false],
      ['notv0.dev', false],
    ],
  ])('is told by a host of previews: %s', (hostname, wanted) => {
    vi.stubGlobal('location', { hostname, href: '' })
    expect(isOpened()).toBe(wanted)
  })
})
