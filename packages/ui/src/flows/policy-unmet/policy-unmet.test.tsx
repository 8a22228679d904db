import type { UnmetRule } from '@keywright/js/flows'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { mountUserComponent } from '../../app/user-components.ts'
import { createFakeHost, type FakeHost, refuse } from '../../testing/fake-host.ts'
import { installPopovers } from '../../testing/fake-popover.ts'
import { makeMember } from '../../testing/organizations.ts'
import { byName, installSheets, press, settle, waitUntil } from '../../testing/screen.ts'

beforeAll(() => {
  installPopovers()
  installSheets()
})

let host: FakeHost
let unmount: (() => void) | undefined
let unmet: UnmetRule[]
let isKept: boolean

beforeEach(() => {
  isKept = true
  unmet = [{ rule: 'sign_in_method', sign_in_methods: ['password', 'oauth_google'] }]
  host = createFakeHost({ signInUrl: '/sign-in?from=menu' })
  const { setActive } = host
  host.setActive = async (input) => {
    if (isKept) refuse('organization_policy_unmet', undefined, { unmet })
    await setActive(input)
  }
  host.answer = () => ({ data: [], total_count: 0 })
  host.change(makeMember(), 'sess_1')
})
afterEach(() => {
  unmount?.()
  document.body.replaceChildren()
})

const dialog = () => document.querySelector('dialog')
const ways = () => [...(dialog()?.querySelectorAll('li') ?? [])].map((one) => one.textContent)
const did = () => host.log.filter((line) => !line.startsWith('GET'))

async function choose(kind: 'organization-list' | 'organization-switcher'): Promise<void> {
  const node = document.body.appendChild(document.createElement('div'))
  unmount = mountUserComponent(kind, node, {}, host).unmount
  await waitUntil(() => node.querySelector('button'))
  await settle()
  node.querySelector<HTMLElement>('[aria-haspopup=menu]')?.click()
  await settle()
  const places = node.querySelectorAll<HTMLElement>('button, [role=menuitem]')
  const [other] = [...places].filter(({ textContent }) => textContent.includes('Beta LLC'))
  other?.click()
  await waitUntil(() => dialog()?.querySelector('h1'))
}

describe('whoever the policy of an organization keeps out', () => {
  it.each(['organization-list', 'organization-switcher'] as const)('is told so by the %s', async (kind) => {
    await choose(kind)
    expect(dialog()?.querySelector('h1')?.textContent).toBe('Beta LLC asks for more')
    expect(ways()).toEqual(['Sign in again with: Password or Google.'])
    await press('Not now')
    expect([dialog(), did()]).toEqual([null, []])
  })

  it('signs in again, and comes back', async () => {
    await choose('organization-list')
    await press('Sign in again')
    const back = new URLSearchParams({ from: 'menu', redirect_url: location.href })
    expect(did()).toEqual(['signOut sess_1', `navigate ${new URL(`/sign-in?${back}`, location.href).href}`])
  })

  it('is told of each rule what to do, and led to their account for a second factor', async () => {
    unmet = [{ rule: 'mfa_required' }, { rule: 'session_too_old', session_lifetime_seconds: 5_400 }]
    await choose('organization-list')
    expect(ways()).toEqual([
      'Set up a second factor in your account, and sign in with it.',
      'Sign in again: you did so more than 90 minutes ago.',
    ])
    await press('Open your account')
    expect([dialog(), did()]).toEqual([null, ['navigate /user']])
  })

  it('tries again from another network, and is told what is wrong by then', async () => {
    unmet = [{ rule: 'ip_not_allowed' }]
    await choose('organization-list')
    expect(byName('Sign in again')).toBeUndefined()
    unmet = [{ rule: 'ip_not_allowed' }, { rule: 'mfa_required' }]
    await press('Try again')
    expect(ways()).toHaveLength(2)
    unmet = [{ rule: 'ip_not_allowed' }]
    await press('Not now')
    document.body.replaceChildren()
    await choose('organization-list')
    isKept = false
    await press('Try again')
    expect([dialog(), did()]).toEqual([null, ['setActive sess_1 in org_2']])
  })
})
