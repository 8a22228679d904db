import type { OrganizationMembership } from '@keywright/js/flows'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { mountUserComponent, openUserComponent } from '../../app/user-components.ts'
import { createFakeHost, type FakeHost, refuse } from '../../testing/fake-host.ts'
import { installPopovers } from '../../testing/fake-popover.ts'
import { makePolicy } from '../../testing/organization-seeds.ts'
import {
  acme,
  beta,
  makeDomain,
  makeMember,
  makeMembership,
  makePerson,
  makeRole,
  roles,
} from '../../testing/organizations.ts'
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
import type { OrganizationProfileProps } from './organization-profile.props.ts'

beforeAll(() => {
  installPopovers()
  installSheets()
})

const page = (...items: object[]) => ({ data: items, total_count: items.length })
const member = (name: string, role: 'admin' | 'member') => ({
  ...makeMembership(acme, role),
  id: `orgmem_${name}`,
  public_user_data: makePerson(name),
})
const invitation = {
  ...{ id: 'orginv_1', email_address: 'linus@example.com', role: 'org:member', role_name: 'Member' },
  ...{ status: 'pending', created_at: Date.UTC(2026, 4, 5) },
}
const request = { id: 'orgmbreq_1', status: 'pending', created_at: 1, public_user_data: makePerson('Linus') }

let host: FakeHost
let unmount: (() => void) | undefined
let lists: Record<string, object>
beforeEach(() => {
  lists = {
    memberships: page(member('Ada', 'admin'), member('Grace', 'member')),
    roles: page(...roles),
    invitations: page(invitation),
    membership_requests: page(request),
    domains: page(makeDomain('example.com', true), makeDomain('example.org', false)),
  }
  host = createFakeHost()
  host.answer = ({ method, path }) => (method === 'GET' ? lists[path.split('/').at(-1) ?? ''] : {})
  signIn()
})
afterEach(() => {
  unmount?.()
  document.body.replaceChildren()
  history.replaceState(null, '', '/')
})

function signIn(membership: OrganizationMembership = makeMembership(acme)): void {
  host.change(makeMember([membership, makeMembership(beta)], membership.organization.id), 'sess_1')
}

async function show(props: OrganizationProfileProps = {}) {
  const node = document.body.appendChild(document.createElement('div'))
  const mounted = mountUserComponent('organization-profile', node, props, host)
  unmount = mounted.unmount
  await waitUntil(() => node.querySelector('h1'))
  return node
}

const titles = () => [...document.querySelectorAll('h2')].map((one) => one.textContent)
const rows = () => [...document.querySelectorAll('.kw-section-row')].map((one) => one.textContent)
const tabs = () => [...document.querySelectorAll<HTMLElement>('[role=tab]')]
const posted = () => host.log.filter((line) => !line.startsWith('GET'))

describe('the pages of an organization', () => {
  it('show all that an administrator may change', async () => {
    await show()
    await waitUntil(() => titles().includes('Domains'))
    expect(titles()).toEqual([
      'Logo of the organization',
      'Name and slug',
      'Domains',
      'Leave the organization',
      'Delete the organization',
    ])
    expect(byName('Edit name')).toBeDefined()
  })

  it('show others what they may read, and no more', async () => {
    signIn({ ...makeMembership(acme, 'member'), permissions: [] })
    await show()
    await settle()
    expect(titles()).toEqual(['Logo of the organization', 'Name and slug', 'Leave the organization'])
    expect([byName('Edit name'), byName('Members')]).toEqual([undefined, undefined])
    expect(host.log).toEqual([])
  })

  it('cannot delete what the instance keeps', async () => {
    host.environment.organization_settings.actions.admin_delete = false
    await show()
    expect(titles()).not.toContain('Delete the organization')
  })

  it('change the name, and say at the field what was wrong', async () => {
    await show()
    await press('Edit name')
    expect(focused()).toBe('name')
    type('name', 'Acme Ltd')
    // One that was chosen once stays.
    expect(field('slug').value).toBe('acme-inc')
    host.answer = () => refuse('form_identifier_exists', 'slug')
    await press('Save')
    expect([focused(), document.querySelector('.kw-error')?.textContent]).toEqual([
      'slug',
      'Another organization has this slug.',
    ])
    host.answer = () => ({})
    await press('Save')
    expect(posted().at(-1)).toBe('PATCH /v1/organizations/org_1 {"name":"Acme Ltd","slug":"acme-inc"}')
    expect(focused()).toBe('Edit name')
  })

  it('are left behind with the organization', async () => {
    await show({ afterLeaveOrganizationUrl: '/bye' })
    await press('Leave')
    expect([document.body.textContent?.includes('Leave Acme Inc?'), focused()]).toEqual([true, 'Cancel'])
    await press('Leave')
    expect(posted()).toEqual(['DELETE /v1/me/organization_memberships/org_1', 'navigate /bye'])
  })

  it('delete the organization of who types its name', async () => {
    await show()
    await press('Delete')
    type('confirmation', 'acme')
    await press('Delete the organization')
    expect(posted()).toEqual([])
    type('confirmation', 'Acme Inc')
    await press('Delete the organization')
    expect(posted()).toEqual(['DELETE /v1/organizations/org_1'])
  })

  it('say why the last who manages it cannot leave', async () => {
    await show()
    host.answer = () => refuse('organization_minimum_permissions_needed')
    await press('Leave')
    await press('Leave')
    expect(document.body.textContent).toContain('Somebody must be able to manage the organization.')
  })

  it('follow the organization that is worked in, and close without one', async () => {
    const log: string[] = []
    openUserComponent('organization-profile', { onClose: () => log.push('closed') }, host)
    await waitUntil(() => document.querySelector('dialog h1'))
    expect(document.querySelector('.kw-profile-nav-title')?.textContent).toBe('Acme Inc')
    host.change(makeMember([makeMembership(beta)], 'org_2'), 'sess_1')
    await settle()
    expect(document.querySelector('.kw-profile-nav-title')?.textContent).toBe('Beta LLC')
    host.change(makeMember([], null), 'sess_1')
    await waitUntil(() => log.length > 0)
    expect([log, document.querySelector('dialog')]).toEqual([['closed'], null])
  })

  it('have room for pages of the host', async () => {
    const customPages = [
      { label: 'Plans', url: 'plans', mount: (element: HTMLElement) => element.append('your plan') },
      { label: 'general' },
    ]
    await show({ customPages })
    await press('Plans')
    expect([location.hash, document.querySelector('.kw-custom')?.textContent]).toEqual([
      '#/plans',
      'your plan',
    ])
  })
})

describe('members', () => {
  async function open(): Promise<void> {
    await show({ startPath: 'members' })
    await waitUntil(() => rows().length > 0)
  }

  it('are listed with their roles, and everything waits to be counted', async () => {
    await open()
    await waitUntil(() => tabs().length === 3 && tabs().every((tab) => /\d$/.test(tab.textContent ?? '')))
    expect(tabs().map((tab) => tab.textContent)).toEqual(['Members2', 'Invitations1', 'Requests1'])
    const selects = [...document.querySelectorAll('select')].map((one) => [one.ariaLabel, one.value])
    expect(selects).toEqual([
      ['Role of Ada Lovelace', 'org:admin'],
      ['Role of Grace Lovelace', 'org:member'],
    ])
    // Nobody removes themselves from a list.
    expect([byName('Remove: Ada Lovelace'), byName('Remove: Grace Lovelace')]).toEqual([
      undefined,
      expect.anything(),
    ])
  })

  it('are only to be seen by who may not manage them', async () => {
    signIn(makeMembership(acme, 'member'))
    await open()
    expect([tabs().length, document.querySelector('select'), rows()]).toEqual([
      1,
      null,
      ['ALAda LovelaceYouada@example.comAdmin', 'GLGrace Lovelacegrace@example.comMember'],
    ])
    expect(host.log).toEqual(['GET /v1/organizations/org_1/memberships?paginated=true&limit=20&offset=0'])
  })

  it('are out of the hands of who may not manage them any more', async () => {
    await open()
    expect(document.querySelectorAll('select')).toHaveLength(2)
    signIn(makeMembership(acme, 'member'))
    await settle()
    expect([document.querySelectorAll('select').length, tabs().length]).toEqual([0, 1])
  })

  it('get another role', async () => {
    await open()
    const [, select] = document.querySelectorAll('select')
    if (!select) throw new TypeError('there is no role')
    select.value = 'org:admin'
    select.dispatchEvent(new Event('change', { bubbles: true }))
    await settle()
    expect(posted()).toEqual(['PATCH /v1/organizations/org_1/memberships/user_Grace {"role":"org:admin"}'])
    expect(document.body.textContent).toContain('The role is changed.')
  })

  it('get several roles, of which others see the first', async () => {
    lists.roles = page(...roles, makeRole('role_3', 'org:billing', 'Billing'))
    lists.memberships = page(member('Ada', 'admin'), {
      ...member('Grace', 'member'),
      roles: ['org:member', 'org:retired'],
    })
    await open()
    // One choice among several would take the others away.
    expect(document.querySelectorAll('select')).toHaveLength(1)
    expect(rows().at(-1)).toContain('Member, org:retired')
    await press('Roles: Grace Lovelace')
    expect([focused(), document.querySelectorAll('input[type=checkbox]').length]).toEqual(['first-role', 3])
    const [select] = document.querySelectorAll('select')
    if (!select) throw new TypeError('there is no role')
    select.value = 'org:billing'
    select.dispatchEvent(new Event('change', { bubbles: true }))
    await settle()
    const boxes = [...document.querySelectorAll<HTMLInputElement>('input[type=checkbox]')]
    expect(boxes.map(({ name, checked }) => [name, checked])).toEqual([
      ['also org:admin', false],
      // What was the main role is still one of theirs until somebody says otherwise.
      ['also org:member', true],
      ['also org:retired', true],
    ])
    boxes[0]?.click()
    boxes[1]?.click()
    await press('Save')
    expect(posted()).toEqual([
      'PATCH /v1/organizations/org_1/memberships/user_Grace {"roles":["org:billing","org:admin","org:retired"]}',
    ])
    expect(document.body.textContent).toContain('The role is changed.')
  })

  it('keep the role they had where it cannot be taken', async () => {
    await open()
    host.answer = () => refuse('organization_minimum_permissions_needed')
    const [select] = document.querySelectorAll('select')
    if (!select) throw new TypeError('there is no role')
    select.value = 'org:member'
    select.dispatchEvent(new Event('change', { bubbles: true }))
    await settle()
    expect([select.value, document.querySelector('.kw-list-panel [role=alert]')?.textContent]).toEqual([
      'org:admin',
      expect.stringContaining('Somebody must be able to manage the organization.'),
    ])
  })

  it('are removed once that was confirmed', async () => {
    await open()
    await press('Remove: Grace Lovelace')
    expect([document.body.textContent?.includes('Remove Grace Lovelace?'), focused()]).toEqual([
      true,
      'Cancel',
    ])
    await press('Remove')
    expect(posted()).toEqual(['DELETE /v1/organizations/org_1/memberships/user_Grace'])
    expect(rows()).toHaveLength(1)
  })

  it('are found by what is typed, and the last that was typed counts', async () => {
    await open()
    host.log.length = 0
    lists.memberships = page(member('Grace', 'member'))
    for (const text of ['g', 'gr', 'gra']) type('member_search', text)
    await waitUntil(() => rows().length === 1)
    expect(host.log).toEqual([
      'GET /v1/organizations/org_1/memberships?paginated=true&query=gra&limit=20&offset=0',
    ])
    lists.memberships = page()
    type('member_search', 'grax')
    await waitUntil(() => document.body.textContent?.includes('Nobody was found.'))
    expect(tabs()[0]?.textContent).toBe('Members2')
  })

  it('are invited once it is known who is, and which roles there are', async () => {
    const { answer } = host
    host.answer = (call) =>
      call.path.endsWith('/invitations') ? new Promise(() => undefined) : answer?.(call)
    await open()
    tabs()[1]?.click()
    await settle()
    expect([byName('Invite'), document.querySelector('.kw-spinner')]).toEqual([undefined, expect.anything()])
  })

  it('are invited, several at once', async () => {
    await open()
    tabs()[1]?.click()
    await settle()
    expect(rows()).toEqual(['linus@example.comMember · invited on May 5, 2026Send againTake back'])
    await press('Invite')
    expect(focused()).toBe('email_address')
    type('email_address', 'a@example.com\nb@example.com')
    host.answer = ({ method, path }) =>
      method === 'GET' ? lists[path.split('/').at(-1) ?? ''] : [invitation, invitation]
    await press('Send invitations')
    await waitUntil(() => document.body.textContent?.includes('2 invitations are on their way.'))
    expect(posted()).toEqual([
      'POST /v1/organizations/org_1/invitations/bulk {"email_address":["a@example.com","b@example.com"],"role":"org:member"}',
    ])
    await press('Send again: linus@example.com')
    expect(posted().at(-1)).toBe('POST /v1/organizations/org_1/invitations/orginv_1/resend')
    expect(document.body.textContent).toContain('The invitation is on its way again.')
    await press('Take back: linus@example.com')
    expect(posted().at(-1)).toBe('POST /v1/organizations/org_1/invitations/orginv_1/revoke')
    expect(tabs()[1]?.textContent).toBe('Invitations0')
  })

  it('are let in who asked', async () => {
    await open()
    tabs()[2]?.click()
    await settle()
    lists.memberships = page(member('Ada', 'admin'), member('Grace', 'member'), member('Linus', 'member'))
    await press('Let in: Linus Lovelace')
    expect(posted()).toEqual(['POST /v1/organizations/org_1/membership_requests/orgmbreq_1/accept'])
    expect([tabs()[2]?.textContent, document.body.textContent]).toEqual([
      'Requests0',
      expect.stringContaining('They are a member now.'),
    ])
    await waitUntil(() => tabs()[0]?.textContent === 'Members3')
    expect(host.log.filter((line) => line.includes('memberships?'))).toHaveLength(2)
  })

  it('are asked for again when somebody comes back to their tab, for others work on them too', async () => {
    await open()
    lists.invitations = page(invitation, { ...invitation, id: 'orginv_2' })
    tabs()[1]?.click()
    await settle()
    expect(tabs()[1]?.textContent).toBe('Invitations1')
    tabs()[0]?.click()
    await settle()
    tabs()[1]?.click()
    await waitUntil(() => tabs()[1]?.textContent === 'Invitations2')
    expect(rows()).toHaveLength(2)
  })

  it('are walked to by the arrow keys', async () => {
    await open()
    tabs()[0]?.focus()
    const key = async (name: string) => {
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true }))
      await settle()
      return document.activeElement?.id.replace(/.*-tab-/, '')
    }
    expect([
      await key('ArrowRight'),
      await key('End'),
      await key('ArrowRight'),
      await key('ArrowLeft'),
    ]).toEqual([...['invitations', 'requests', 'members', 'requests']])
    expect(tabs().map((tab) => tab.tabIndex)).toEqual([-1, -1, 0])
  })
})

describe('security', () => {
  const posted = () => host.log.filter((line) => line.startsWith('PATCH'))
  const states = () => [...document.querySelectorAll('.kw-badge')].map((one) => one.textContent)
  const section = (name: string) => document.querySelector(`[aria-labelledby$='${name}-title']`)

  async function open(policy = makePolicy()): Promise<void> {
    lists.policy = policy
    host.answer = ({ method, path }) =>
      method === 'GET' ? lists[path.split('/').at(-1) ?? ''] : makePolicy()
    await show({ startPath: 'security' })
    await waitUntil(() => states().length === 4)
  }

  it('says of each rule what counts, and that the instance says so', async () => {
    await open()
    expect(states()).toEqual(['Inherited', 'Inherited', 'Inherited', 'Inherited'])
    expect(rows()).toEqual([
      'Not neededInheritedWhoever has not proven one is kept out until they have.Require',
      'Any that Acme offersInheritedChange',
      '7 days after the sign-inInheritedChange',
      'From anywhereInheritedChange',
    ])
  })

  it('is for those who manage the organization', async () => {
    signIn(makeMembership(acme, 'member'))
    await show()
    expect(byName('Security')).toBeUndefined()
  })

  it('asks for a second factor at a press, where somebody could have one', async () => {
    await open(makePolicy({ available_second_factors: [] }))
    expect(rows()[0]).toContain('Users cannot set one up in Acme.')
    expect(byName('Require: Second factor')).toBeUndefined()
    unmount?.()
    await open()
    await press('Require: Second factor')
    expect(posted()).toEqual(['PATCH /v1/organizations/org_1/policy {"mfa_required":true}'])
  })

  it('lets some ways to sign in, and gives them back to the instance', async () => {
    await open()
    await press('Change: Ways to sign in')
    const boxes = [...document.querySelectorAll<HTMLInputElement>('input[type=checkbox]')]
    expect(boxes.map(({ name, checked }) => [name, checked])).toEqual(
      ['password', 'email_code', 'email_link', 'ticket', 'oauth_google'].map((name) => [name, true]),
    )
    for (const box of boxes) box.click()
    await press('Save')
    expect(section('sign_in_methods')?.textContent).toContain('Choose at least one.')
    boxes[0]?.click()
    const { inherited } = makePolicy().sign_in_methods
    host.answer = () =>
      makePolicy({ sign_in_methods: { effective: ['password'], inherited, overridden: true } })
    await press('Save')
    expect(posted()).toEqual(['PATCH /v1/organizations/org_1/policy {"sign_in_methods":["password"]}'])
    expect(rows()[1]).toBe('PasswordSet hereWithout it: Any that Acme offersChangeReset')
    expect(focused()).toBe('Change')
    host.answer = () => makePolicy()
    await press('Reset: Ways to sign in')
    expect(posted().at(-1)).toBe('PATCH /v1/organizations/org_1/policy {"sign_in_methods":null}')
    expect(section('sign_in_methods')?.textContent).toContain('It is as Acme says again.')
  })

  it('makes sessions shorter than those of the instance', async () => {
    await open()
    await press('Change: Length of a session')
    const select = document.querySelector('select')
    if (!select) throw new TypeError('there is no length')
    expect([...select.options].map(({ text }) => text)).toEqual([
      ...['1 hour', '4 hours', '8 hours', '12 hours', '1 day', '7 days'],
    ])
    select.value = '28800'
    await press('Save')
    expect(posted()).toEqual(['PATCH /v1/organizations/org_1/policy {"session_lifetime_seconds":28800}'])
  })

  it('says at the networks what was wrong with them, and whom they would lock out', async () => {
    await open()
    await press('Change: Networks')
    expect(focused()).toBe('ip_ranges')
    type('ip_ranges', '10.0.0.0/8\n nowhere')
    host.answer = () => refuse('form_param_value_invalid', 'ip_ranges')
    await press('Save')
    expect(posted()).toEqual(['PATCH /v1/organizations/org_1/policy {"ip_ranges":["10.0.0.0/8","nowhere"]}'])
    expect(document.querySelector('.kw-error')?.textContent).toContain('Write addresses or ranges')
    host.answer = () => refuse('organization_policy_excludes_caller', 'ip_ranges')
    await press('Save')
    expect(document.querySelector('.kw-error')?.textContent).toContain('You would lock yourself out')
    expect(field('ip_ranges').value).toBe('10.0.0.0/8\n nowhere')
  })
})

describe('domains', () => {
  async function open(): Promise<void> {
    await show()
    await waitUntil(() => byName('Add a domain'))
  }

  it('are listed with what they do, and proven by an address there', async () => {
    await open()
    expect(rows().filter((row) => row?.includes('example'))).toEqual([
      'example.comis invited by handChangeRemove',
      'example.orgUnverifiedVerifyRemove',
    ])
    host.answer = ({ path }) => makeDomain('example.org', path.includes('attempt'))
    await press('Verify: example.org')
    expect(focused()).toBe('affiliation_email_address')
    type('affiliation_email_address', 'ada@example.org')
    await press('Send a code')
    type('code', '424242')
    await waitUntil(() => document.querySelector('input[type=radio]'))
    document.querySelector<HTMLInputElement>('input[value=automatic_suggestion]')?.click()
    host.answer = ({ method, path }) => (method === 'GET' ? lists[path.split('/').at(-1) ?? ''] : {})
    await press('Save')
    await waitUntil(() => byName('Add a domain'))
    expect(posted().map((line) => line.replace('POST /v1/organizations/org_1/domains/orgdmn_', ''))).toEqual([
      'example.org/prepare_affiliation_verification {"affiliation_email_address":"ada@example.org"}',
      'example.org/attempt_affiliation_verification {"code":"424242"}',
      'example.org/update_enrollment_mode {"enrollment_mode":"automatic_suggestion","delete_pending":false}',
    ])
    expect(document.body.textContent).toContain('The domain is saved.')
  })

  it('are proven by a record', async () => {
    await open()
    const record = { status: 'unverified', txt_record_name: '_kw.example.org', txt_record_value: 'kw=1' }
    host.answer = () => ({ ...makeDomain('example.org', false), ownership_verification: record })
    await press('Verify: example.org')
    await press('Use a DNS record instead')
    expect([...document.querySelectorAll('dd')].map((one) => one.textContent)).toEqual([
      '_kw.example.org',
      'kw=1',
    ])
    await press('Look for the record')
    expect(document.body.textContent).toContain('The record is not to be seen yet.')
  })

  it('are there only where the instance knows them', async () => {
    host.environment.organization_settings.domains.enabled = false
    await show({ startPath: 'members' })
    await waitUntil(() => rows().length > 0)
    expect([tabs().length, titles()]).toEqual([2, []])
  })
})
