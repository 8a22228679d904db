import type { DeletionPreview, FlowCall } from '@keywright/js/flows'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { mountUserComponent, openUserComponent } from '../../app/user-components.ts'
import { makeEnvironment } from '../../testing/environment.ts'
import { createFakeHost, type FakeHost, refuse } from '../../testing/fake-host.ts'
import { installPopovers } from '../../testing/fake-popover.ts'
import {
  makeAccount,
  makeAddress,
  makeClient,
  makeSession,
  makeUser,
  makeWallet,
} from '../../testing/people.ts'
import { profileEnvironment } from '../../testing/profile-environment.ts'
import { heavyDeletion, refusedDeletion } from '../../testing/profile-seeds.ts'
import {
  byName,
  field,
  focused,
  installSheets,
  press,
  settle,
  type,
  waitUntil,
} from '../../testing/screen.ts'
import type { UserProfileProps } from './user-profile.props.ts'

beforeAll(() => {
  installPopovers()
  installSheets()
})

let host: FakeHost
let unmount: (() => void) | undefined
beforeEach(() => {
  host = createFakeHost({ environment: profileEnvironment })
  signIn({})
})
afterEach(() => {
  unmount?.()
  document.body.replaceChildren()
  history.replaceState(null, '', '/')
})

const addresses = [
  makeAddress('idn_1', 'ada@example.com'),
  makeAddress('idn_2', 'second@example.com'),
  makeAddress('idn_3', 'new@example.com', 'unverified'),
]

function signIn(change: object): void {
  const user = makeUser({ username: 'ada', email_addresses: addresses, ...change })
  host.change(makeClient(makeSession('sess_1', user)), 'sess_1')
}

async function show(props: UserProfileProps = {}) {
  const node = document.body.appendChild(document.createElement('div'))
  const mounted = mountUserComponent('user-profile', node, props, host)
  unmount = mounted.unmount
  await waitUntil(() => node.querySelector('h1'))
  return mounted
}

const titles = () => [...document.querySelectorAll('h2')].map((one) => one.textContent)
const alerts = () =>
  [...document.querySelectorAll('[role=alert]')].map((one) => one.textContent ?? '').filter(Boolean)

describe('the profile', () => {
  it('shows what the instance uses, and nothing else', async () => {
    await show()
    expect(titles()).toEqual(['Picture', 'Name', 'Username', 'Email addresses'])
    expect(document.querySelector('[aria-current=page]')?.textContent).toBe('Profile')
  })

  it('keeps its page in the address, both ways', async () => {
    host.answer = () => []
    await show()
    await press('Security')
    await waitUntil(() => titles().includes('Password'))
    expect([location.hash, titles(), document.activeElement?.textContent]).toEqual([
      '#/security',
      ['Password', 'Active devices', 'Delete account'],
      'Security',
    ])
    history.replaceState(null, '', '/')
    dispatchEvent(new PopStateEvent('popstate'))
    await settle()
    expect(titles()[0]).toBe('Picture')
  })

  it('begins where the address says', async () => {
    host.answer = () => []
    history.replaceState(null, '', '/account/security')
    await show({ routing: 'path', path: '/account' })
    await waitUntil(() => titles().includes('Password'))
    expect(byName('Profile')?.getAttribute('href')).toMatch(/\/account$/)
  })

  it('has room for pages and links of the host', async () => {
    const log: string[] = []
    const customPages = [
      {
        label: 'Billing',
        url: 'billing',
        mount(element: HTMLElement) {
          log.push('mount')
          element.textContent = 'your plan'
        },
        unmount: () => void log.push('unmount'),
      },
      { label: 'Help', href: '/help' },
    ]
    await show({ customPages })
    expect(byName('Help')?.getAttribute('href')).toBe('/help')
    await press('Billing')
    expect([location.hash, document.body.textContent?.includes('your plan')]).toEqual(['#/billing', true])
    await press('Profile')
    expect(log).toEqual(['mount', 'unmount'])
  })

  it('has its pages in the order of the host, and opens with the first', async () => {
    const customPages = [
      { label: 'Docs', url: '/docs', mountIcon: (element: HTMLElement) => element.append('?') },
      { label: 'Billing', url: 'billing', mount: (element: HTMLElement) => element.append('your plan') },
      { label: 'unknown' },
      { label: 'account' },
      { label: 'security' },
    ]
    await show({ customPages })
    await waitUntil(() => document.body.textContent?.includes('your plan'))
    const links = [...document.querySelectorAll('nav a')].map((one) => one.textContent)
    expect(links).toEqual(['?Docs', 'Billing', 'Profile', 'Security'])
    expect(byName('?Docs')?.getAttribute('href')).toBe('/docs')
    await press('Profile')
    expect([location.hash, titles()[0]]).toEqual(['#/account', 'Picture'])
  })

  it('opens at the page it is told to', async () => {
    const customPages = [
      { label: 'Billing', url: '/billing', mount: (element: HTMLElement) => element.append('your plan') },
    ]
    const open = (startPath: string) => openUserComponent('user-profile', { customPages, startPath }, host)
    const { close } = open('billing')
    await waitUntil(() => document.body.textContent?.includes('your plan'))
    close()
    await settle()
    expect(location.hash).toBe('')
  })

  it('is gone when nobody is signed in any more', async () => {
    await show()
    host.change(makeClient(), null)
    await settle()
    expect(titles()).toEqual([])
  })
})

describe('a section', () => {
  it('takes the focus into its form, and back to what opened it', async () => {
    await show()
    await press('Edit name')
    expect(focused()).toBe('first_name')
    const labels = [...document.querySelectorAll('label')].map((label) => label.textContent)
    expect(labels).toEqual(['First name', 'Last name'])
    await press('Cancel')
    expect(focused()).toBe('Edit name')
  })

  it('saves, and says so once', async () => {
    host.answer = ({ form }: FlowCall) => {
      signIn({ first_name: form?.first_name })
      return {}
    }
    await show()
    await press('Edit name')
    type('first_name', 'Augusta')
    await press('Save')
    expect(host.log).toEqual(['PATCH /v1/me {"first_name":"Augusta","last_name":"Lovelace"}'])
    expect(document.querySelector('[aria-labelledby$=name-title]')?.textContent).toBe(
      'NameAugusta LovelaceEdit nameSaved.',
    )
    expect(focused()).toBe('Edit name')
  })

  it('keeps what was typed when the network is away, and tries again', async () => {
    let isOnline = false
    host.answer = () => (isOnline ? {} : refuse('network_error'))
    await show()
    await press('Edit username')
    type('username', 'countess')
    await press('Save')
    expect([alerts(), field('username').value]).toEqual([
      ['No connection. Nothing is lost.Try again'],
      'countess',
    ])
    isOnline = true
    await press('Try again')
    expect([host.log.length, alerts()]).toEqual([2, []])
  })

  it('says at the field what is wrong with it, once', async () => {
    host.answer = () => refuse('form_identifier_exists', 'username')
    await show()
    await press('Edit username')
    type('username', 'grace')
    await press('Save')
    const input = field('username')
    expect(alerts()).toEqual(['That username is taken. Try another.'])
    expect(document.getElementById(input.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
      alerts()[0],
    )
    expect([input.getAttribute('aria-invalid'), document.activeElement === input]).toEqual(['true', true])
  })

  it('is sent once by a double click', async () => {
    host.answer = () => new Promise(() => undefined)
    await show()
    await press('Edit name')
    await press('Save')
    await press('Save')
    expect([host.log.length, byName('Save')?.getAttribute('aria-busy')]).toEqual([1, 'true'])
  })
})

describe('the email addresses', () => {
  it('offer what each of them allows', async () => {
    await show()
    const rows = [...document.querySelectorAll('li.kw-section-row')].map((one) => one.textContent)
    expect(rows).toEqual([
      'ada@example.comPrimaryRemove',
      'second@example.comMake primaryRemove',
      'new@example.comUnverifiedConfirmRemove',
    ])
  })

  it('keep the last one', async () => {
    signIn({ email_addresses: addresses.slice(0, 1) })
    await show()
    expect(byName('Remove: ada@example.com')).toBeUndefined()
  })

  it('grow by one that is proven with a code', async () => {
    host.answer = ({ path }) => {
      if (path.endsWith('/attempt_verification')) {
        signIn({ email_addresses: [...addresses, makeAddress('idn_4', 'four@example.com')] })
      }
      return { id: 'idn_4' }
    }
    await show()
    await press('Add an email address')
    expect(focused()).toBe('email_address')
    type('email_address', 'four@example.com')
    await press('Add')
    expect(focused()).toBe('code')
    type('code', '424242')
    await settle()
    expect(host.log.at(-1)).toBe('POST /v1/me/email_addresses/idn_4/attempt_verification {"code":"424242"}')
    expect(document.body.textContent).toContain('The address is confirmed.')
    expect(document.body.textContent).toContain('four@example.com')
  })

  it('lose none by a slip: the focus is on what keeps it', async () => {
    host.answer = () => ({})
    await show()
    await press('Remove: second@example.com')
    expect(focused()).toBe('Cancel')
    await press('Cancel')
    expect([document.activeElement?.ariaLabel, host.log]).toEqual(['Remove: second@example.com', []])
    await press('Remove: second@example.com')
    await press('Remove')
    expect(host.log).toEqual(['DELETE /v1/me/email_addresses/idn_2'])
  })
})

describe('the security of the account', () => {
  const open = async () => {
    history.replaceState(null, '', '/#/security')
    await show()
    await waitUntil(() => titles().includes('Password'))
    await settle()
  }

  const answerDeletion =
    (preview: DeletionPreview): FakeHost['answer'] =>
    ({ method, path }) => {
      if (path.endsWith('/deletion_preview')) return preview
      return method === 'GET' ? [] : {}
    }

  it('ticks off what a new password needs', async () => {
    host.answer = () => []
    await open()
    await press('Change password')
    const kept = () =>
      [...document.querySelectorAll('.kw-rules li')].map((one) => one.hasAttribute('data-kept'))
    expect(kept()).toEqual([false, false, false])
    type('new_password', 'Long-enough')
    await settle()
    expect(kept()).toEqual([true, true, false])
  })

  it('changes the password, and ends what else is open', async () => {
    host.answer = ({ method }) => (method === 'GET' ? [] : {})
    await open()
    await press('Change password')
    type('current_password', 'old-Password-1')
    type('new_password', 'new-Password-2')
    await press('Save')
    expect(host.log.at(-1)).toBe(
      'POST /v1/me/change_password {"current_password":"old-Password-1","new_password":"new-Password-2","sign_out_of_other_sessions":true}',
    )
  })

  it('lists devices, marks this one, and signs others out', async () => {
    const at = Date.now() - 3_700_000
    const activity = { browser_name: 'Firefox', browser_version: '153.1', device_type: 'Linux' }
    const device = (id: string) => ({ id, last_active_at: at, latest_activity: activity })
    host.answer = ({ method }) => (method === 'GET' ? [device('sess_2'), device('sess_1')] : {})
    await open()
    const rows = () => [...document.querySelectorAll('li.kw-section-row')].map((one) => one.textContent)
    expect(rows()).toEqual([
      'Firefox 153 · LinuxThis deviceActive now',
      'Firefox 153 · Linux1 hour agoSign out',
    ])
    await press('Sign out: Firefox 153 · Linux')
    expect([host.log.at(-1), rows().length]).toEqual(['POST /v1/me/sessions/sess_2/revoke', 1])
  })

  it('deletes the account of who typed the words, and leaves', async () => {
    host.answer = answerDeletion(heavyDeletion)
    await open()
    await press('Delete your account')
    expect([...document.querySelectorAll('form .kw-panel-text')].map((one) => one.textContent)).toEqual([
      'All that belongs to it will be gone for good.',
      'Charles Babbage takes over Mill.',
      'Forge is deleted, for all of its members.',
      'You leave Analytical Engines.',
      '3 invitations that you sent are taken back.',
      'Your request to join an organization is withdrawn.',
    ])
    type('confirmation', 'delete')
    await press('Delete account')
    expect(alerts()).toEqual(['Type it exactly as it is written above.'])
    type('confirmation', 'delete my account')
    await press('Delete account')
    expect(host.log.slice(-2)).toEqual(['DELETE /v1/me', 'navigate /bye'])
  })

  it('explains why an account cannot be deleted, and offers no way to try', async () => {
    host.answer = answerDeletion(refusedDeletion)
    await open()
    await press('Delete your account')
    expect([...document.querySelectorAll('.kw-panel-text')].map((one) => one.textContent)).toEqual([
      'Your account cannot be deleted yet. Make somebody else an administrator first, or delete the organization.',
      'Nobody else looks after Mill.',
    ])
    expect(document.querySelector('input[name=confirmation]')).toBeNull()
    expect(document.activeElement?.textContent).toBe('Cancel')
    await press('Cancel')
    expect(host.log.filter((line) => line.startsWith('DELETE'))).toEqual([])
  })

  it('does not offer to delete where that is not allowed', async () => {
    signIn({ delete_self_enabled: false })
    host.answer = () => []
    await open()
    expect(titles()).toEqual(['Password', 'Active devices'])
  })
})

describe('accounts elsewhere', () => {
  const section = () =>
    [...document.querySelectorAll('section')].findLast((one) =>
      one.textContent?.includes('Connected accounts'),
    )
  const connected = [
    makeAccount('eac_1', 'oauth_google'),
    makeAccount('eac_2', 'oauth_gone', { username: 'countess', error: 'oauth_access_denied' }),
    { ...makeAccount('eac_3', 'oauth_slack'), verification: { status: 'unverified', error: null } },
  ]

  async function open(accounts: readonly object[] = connected): Promise<void> {
    signIn({ external_accounts: accounts })
    await show()
    await waitUntil(section)
  }

  it('are named, with what is wrong in words and a way to mend it', async () => {
    await open()
    const rows = [...(section()?.querySelectorAll('.kw-section-row') ?? [])].map((row) => row.textContent)
    expect(rows).toEqual(['Googleada@example.comRemove', 'GonecountessNot connectedReconnectRemove'])
    expect(section()?.textContent).toContain('Access was not granted.')
    host.answer = () => ({ verification: null })
    await press('Reconnect: Gone')
    expect(host.log.at(-1)).toMatch(
      /^PATCH \/v1\/me\/external_accounts\/eac_2\/reauthorize \{"redirect_url":/,
    )
  })

  it('are connected from those that are not yet', async () => {
    await open()
    await press('Connect an account')
    const offered = [...(section()?.querySelectorAll('.kw-choice') ?? [])].map((one) => one.textContent)
    expect(offered).toEqual(['GitHub', 'Slack', 'Acme ID'])
    host.answer = () => ({ verification: null })
    await press('Slack')
    expect(host.log.at(-1)).toMatch(/^POST \/v1\/me\/external_accounts \{"strategy":"oauth_slack",/)
  })

  it('stay where they are the last way in, and say so', async () => {
    await open()
    host.answer = () => refuse('last_required_identification_deletion_failed')
    await press('Remove: Google')
    expect(section()?.textContent).toContain('Remove Google?')
    expect(document.activeElement?.textContent).toBe('Cancel')
    await press('Remove')
    expect(host.log.at(-1)).toBe('DELETE /v1/me/external_accounts/eac_1')
    expect(section()?.textContent).toContain('This is the last one you can sign in with')
  })

  it('are not there where the instance has no providers and the user none', async () => {
    host = createFakeHost({ environment: makeEnvironment() })
    signIn({ external_accounts: [] })
    await show()
    await settle()
    expect(section()).toBeUndefined()
  })
})

describe('wallets', () => {
  const section = () =>
    [...document.querySelectorAll('section')].findLast((one) => one.textContent?.includes('Connect a wallet'))
  const address = '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed'

  it('are named by both ends of their address; the primary one cannot be made so', async () => {
    signIn({
      primary_web3_wallet_id: 'idn_8',
      web3_wallets: [
        makeWallet('idn_8', address),
        makeWallet('idn_9', 'So11111111111111111111111111111111111111112'),
      ],
    })
    await show()
    await waitUntil(section)
    const rows = [...(section()?.querySelectorAll('.kw-section-row') ?? [])].map((row) => row.textContent)
    expect(rows).toEqual(['0x5aae…eaedPrimaryRemove', 'So1111…1112Make primaryRemove'])
    host.answer = () => ({})
    await press('Make primary: So1111…1112')
    expect(host.log.at(-1)).toBe('PATCH /v1/me {"primary_web3_wallet_id":"idn_9"}')
  })

  it('stay where they are the last way in, and say so', async () => {
    signIn({ web3_wallets: [makeWallet('idn_8', address)] })
    await show()
    await waitUntil(section)
    host.answer = () => refuse('identification_deletion_failed')
    await press('Remove: 0x5aae…eaed')
    await press('Remove')
    expect(host.log.at(-1)).toBe('DELETE /v1/me/web3_wallets/idn_8')
    expect(document.body.textContent).toContain('You could not sign in without it. Add another way in first.')
  })

  it('are asked for, and looked for once more where there is none', async () => {
    await show()
    await waitUntil(section)
    await press('Connect a wallet')
    await press('MetaMask')
    await waitUntil(() => document.body.textContent?.includes('MetaMask is not in this browser'))
    await press('Look again')
    await press('Cancel')
    await waitUntil(section)
  })

  it('are not there where the instance has none and the user neither', async () => {
    host = createFakeHost({ environment: makeEnvironment() })
    signIn({})
    await show()
    await settle()
    expect(section()).toBeUndefined()
  })
})

describe('a proof that is asked for in between', () => {
  const password = { strategy: 'password' }
  const verification = { status: 'needs_first_factor', supported_first_factors: [password] }
  let isProven = false

  async function askForIt(): Promise<void> {
    isProven = false
    host.answer = ({ path }) => {
      if (path.endsWith('/verify')) return verification
      if (path.endsWith('/attempt_first_factor')) {
        isProven = true
        return { status: 'complete' }
      }
      return isProven ? {} : refuse('session_reverification_required')
    }
    await show()
    await press('Edit username')
    type('username', 'countess')
    byName('Save')?.click()
    await waitUntil(() => document.querySelector('dialog input'))
  }

  it('is given, and what waited for it is done', async () => {
    await askForIt()
    expect(focused()).toBe('password')
    type('password', 'secret-Pass-1')
    await press('Continue')
    await settle()
    expect([document.querySelector('dialog'), host.log.at(-1), titles().length]).toEqual([
      null,
      'PATCH /v1/me {"username":"countess"}',
      6,
    ])
    expect(document.querySelector('input[name=username]')).toBeNull()
  })

  it('is not given, and nothing is lost', async () => {
    await askForIt()
    await press('Close')
    expect([document.querySelector('dialog'), field('username').value, alerts()]).toEqual([
      null,
      'countess',
      [],
    ])
    expect(byName('Save')?.getAttribute('aria-busy')).toBe('false')
  })

  it('can be asked for by the application', async () => {
    host.answer = () => verification
    const log: string[] = []
    const opened = openUserComponent(
      'user-verification',
      { onComplete: () => log.push('complete'), onCancel: () => log.push('cancel') },
      host,
    )
    await waitUntil(() => document.querySelector('dialog input'))
    opened.close()
    opened.close()
    await settle()
    expect([log, document.querySelector('dialog')]).toEqual([['cancel'], null])
  })
})

describe('a profile over the page', () => {
  it('leaves the address alone, is closed by its user, and tells so', async () => {
    const log: string[] = []
    openUserComponent('user-profile', { onClose: () => log.push('closed') }, host)
    await waitUntil(() => document.querySelector('dialog h2'))
    host.answer = () => []
    await press('Security')
    expect([location.hash, document.querySelector('dialog')?.hasAttribute('open')]).toEqual(['', true])
    await press('Close')
    expect([log, document.querySelector('dialog')]).toEqual([['closed'], null])
  })

  it('is closed when nobody is signed in any more', async () => {
    openUserComponent('user-profile', {}, host)
    await waitUntil(() => document.querySelector('dialog h2'))
    host.change(makeClient(), null)
    await settle()
    expect(document.querySelector('dialog')).toBeNull()
  })
})
