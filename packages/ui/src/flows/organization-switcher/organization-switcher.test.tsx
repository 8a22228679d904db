import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Handle } from '../../app/mount-later.ts'
import { mountUserComponent } from '../../app/user-components.ts'
import { createFakeHost, type FakeHost } from '../../testing/fake-host.ts'
import { installPopovers } from '../../testing/fake-popover.ts'
import { beta, makeMember, makeMembership, makeOrganization } from '../../testing/organizations.ts'
import { makeClient } from '../../testing/people.ts'
import { installSheets, settle, waitUntil } from '../../testing/screen.ts'
import type { OrganizationSwitcherProps } from './organization-switcher.props.ts'

beforeAll(() => {
  installPopovers()
  installSheets()
})

let host: FakeHost
let mounted: Handle<OrganizationSwitcherProps> | undefined
beforeEach(() => {
  host = createFakeHost()
  host.change(makeMember(), 'sess_1')
  host.answer = () => ({ data: [], total_count: 0 })
})
afterEach(() => {
  mounted?.unmount()
  document.body.replaceChildren()
})

const trigger = () => {
  const found = document.querySelector<HTMLButtonElement>('[aria-haspopup=menu]')
  if (!found) throw new TypeError('there is no switcher')
  return found
}
const items = () => [...document.querySelectorAll<HTMLElement>('[role=menuitem]')]
const texts = () => items().map((item) => item.textContent)
const isOpen = () => document.querySelector('[popover]')?.matches(':popover-open') ?? false
const press = async (text: string) => {
  const found = items().find((item) => item.querySelector('.kw-choice-text')?.textContent?.startsWith(text))
  if (!found) throw new Error(`there is no ${text}`)
  found.click()
  await settle()
}

async function show(props: OrganizationSwitcherProps = {}) {
  const node = document.body.appendChild(document.createElement('div'))
  mounted = mountUserComponent('organization-switcher', node, props, host)
  await waitUntil(() => node.querySelector('[aria-haspopup]'))
  await settle()
  return node
}

async function open(props: OrganizationSwitcherProps = {}) {
  await show(props)
  trigger().click()
  await settle()
}

const offer = (id: string, name: string, status = 'pending') => ({
  ...{ id, status, public_organization_data: makeOrganization(`org_${id}`, name) },
})

/** A server with one invitation and one suggestion. */
function answerWithOffers(): void {
  const lists: Record<string, object[]> = {
    '/v1/me/organization_invitations': [offer('orginv_1', 'Gamma')],
    '/v1/me/organization_suggestions': [offer('orgsug_1', 'Delta')],
  }
  host.answer = ({ method, path }) => {
    if (method === 'POST') return {}
    const data = lists[path] ?? []
    return { data, total_count: data.length }
  }
}

describe('the switcher', () => {
  it('names where its user works, and offers the other places', async () => {
    await open()
    expect(trigger().textContent).toBe('Acme Inc')
    expect(texts()).toEqual([
      '✓Acme IncAdmin',
      'Manage organization',
      'Beta LLCMember',
      'Personal accountAda Lovelace',
      'Create organization',
    ])
  })

  it('switches, and goes where the page says', async () => {
    await open({ afterSelectOrganizationUrl: '/orgs/:slug', afterSelectPersonalUrl: '/me/:id' })
    await press('Beta')
    expect([isOpen(), trigger().textContent]).toEqual([false, 'Beta LLC'])
    trigger().click()
    await press('Personal')
    expect(trigger().textContent).toBe('Personal account')
    expect(host.log.filter((line) => line.startsWith('setActive'))).toEqual([
      'setActive sess_1 in org_2 /orgs/beta-llc',
      'setActive sess_1 in null /me/user_1',
    ])
  })

  it.each(['page', 'instance'])('has no personal account where the %s has none', async (where) => {
    host.change(makeMember([makeMembership(beta)], null), 'sess_1')
    host.environment.organization_settings.force_organization_selection = where === 'instance'
    await open({ hidePersonal: where === 'page' })
    expect([trigger().textContent, texts()]).toEqual([
      'Choose an organization',
      ['Beta LLCAdmin', 'Create organization'],
    ])
  })

  it('offers to make one only to who may', async () => {
    host.change(makeMember([], null, { create_organization_enabled: false }), 'sess_1')
    await open()
    expect(texts()).toEqual([])
  })

  it('tells how many invitations wait, and takes them', async () => {
    answerWithOffers()
    await show()
    expect(trigger().textContent).toBe('Acme Inc2 new')
    trigger().click()
    await settle()
    expect(texts().slice(-3, -1)).toEqual(['JoinGamma', 'Ask to joinDelta'])
    await press('Gamma')
    await press('Delta')
    expect(host.log.filter((line) => line.startsWith('POST'))).toEqual([
      'POST /v1/me/organization_invitations/orginv_1/accept',
      'POST /v1/me/organization_suggestions/orgsug_1/accept',
    ])
    expect(isOpen()).toBe(true)
  })

  it('does not ask twice for what was asked for', async () => {
    host.answer = ({ path }) =>
      path.endsWith('suggestions')
        ? { data: [offer('orgsug_1', 'Delta', 'accepted')], total_count: 1 }
        : { data: [], total_count: 0 }
    await open()
    expect([trigger().textContent, texts().at(-2)]).toEqual(['Acme Inc', 'DeltaYou asked to join'])
    await press('Delta')
    expect(host.log.some((line) => line.startsWith('POST'))).toBe(false)
  })

  it('lists as many organizations as are looked at', async () => {
    const many = Array.from({ length: 50 }, (_, at) =>
      makeMembership(makeOrganization(`org_${at + 10}`, `Team ${at + 10}`)),
    )
    host.change(makeMember(many, null), 'sess_1')
    await open()
    const teams = () => texts().filter((text) => text?.startsWith('Team')).length
    expect(teams()).toBe(20)
    await press('Show more')
    expect(teams()).toBe(40)
    document.querySelector('[popover]')?.dispatchEvent(new Event('scroll'))
    expect(teams()).toBe(50)
  })

  it('leads to the pages of the host where it has some', async () => {
    await open({
      organizationProfileUrl: '/org',
      createOrganizationMode: 'navigation',
      createOrganizationUrl: '/new',
    })
    await press('Manage')
    trigger().click()
    await press('Create')
    expect(host.log.filter((line) => line.startsWith('navigate'))).toEqual(['navigate /org', 'navigate /new'])
  })

  it('tells once what went wrong, and tries again', async () => {
    let isOnline = false
    const { setActive } = host
    host.setActive = (input) => (isOnline ? setActive(input) : Promise.reject(new TypeError('offline')))
    await open()
    await press('Beta')
    const alert = document.querySelector('[role=alert]')
    expect([isOpen(), alert?.textContent]).toEqual([true, 'That did not work.Try again'])
    isOnline = true
    alert?.querySelector('button')?.click()
    await settle()
    expect([isOpen(), trigger().textContent]).toEqual([false, 'Beta LLC'])
  })

  it('is walked by keyboard', async () => {
    await show()
    trigger().focus()
    const key = (name: string) =>
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }),
      )
    key('ArrowDown')
    await settle()
    expect(document.activeElement?.textContent).toBe('✓Acme IncAdmin')
    key('b')
    expect(document.activeElement?.textContent).toBe('Beta LLCMember')
    key('Tab')
    expect([isOpen(), document.activeElement === trigger()]).toEqual([false, true])
  })

  it('follows another tab, and is gone with its user', async () => {
    const node = await show()
    host.change(makeMember(undefined, 'org_2'), 'sess_1')
    expect(trigger().textContent).toBe('Beta LLC')
    host.change(makeClient(), null)
    expect(node.querySelector('button')).toBeNull()
  })
})
