import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { mount } from '../../app/components.ts'
import { mountUserComponent } from '../../app/user-components.ts'
import { createFakeHost, type FakeHost } from '../../testing/fake-host.ts'
import { installPopovers } from '../../testing/fake-popover.ts'
import { acme, makeMember, makeMembership, makeOrganization } from '../../testing/organizations.ts'
import { makeClient } from '../../testing/people.ts'
import { makeSignIn } from '../../testing/resources.ts'
import { byName, field, installSheets, press, settle, type, waitUntil } from '../../testing/screen.ts'
import type { OrganizationListProps } from './organization-list.props.ts'

beforeAll(() => {
  installPopovers()
  installSheets()
})

let host: FakeHost
let offers: Record<string, object[]>
let unmount: (() => void) | undefined
beforeEach(() => {
  offers = { organization_invitations: [], organization_suggestions: [] }
  host = createFakeHost()
  host.answer = ({ method, path }) => {
    if (method === 'POST') return path === '/v1/organizations' ? acme : {}
    const data = offers[path.split('/').at(-1) ?? ''] ?? []
    return { data, total_count: data.length }
  }
  host.change(makeMember(), 'sess_1')
})
afterEach(() => {
  unmount?.()
  document.body.replaceChildren()
  history.replaceState(null, '', '/')
})

const title = () => document.querySelector('h1')?.textContent
const choices = () => [...document.querySelectorAll('.kw-choice')].map((one) => one.textContent)
const choose = async (name: string) => {
  const found = [...document.querySelectorAll<HTMLElement>('.kw-choice')].find((one) =>
    one.querySelector('.kw-choice-title')?.textContent?.startsWith(name),
  )
  if (!found) throw new Error(`there is no ${name}`)
  found.click()
  await settle()
}
const done = () => host.log.filter((line) => !line.startsWith('GET'))

async function show(
  kind: 'organization-list' | 'task-choose-organization',
  props: object = {},
): Promise<void> {
  const node = document.body.appendChild(document.createElement('div'))
  const mounted = mountUserComponent(kind, node, props, host)
  unmount = mounted.unmount
  await waitUntil(() => node.querySelector('h1'))
  await settle()
}

const showList = (props: OrganizationListProps = {}) => show('organization-list', props)

const offer = (id: string, name: string, status = 'pending') => ({
  ...{ id, status, public_organization_data: makeOrganization(`org_${id}`, name) },
})

describe('the list of organizations', () => {
  it('says where somebody works, and where they could', async () => {
    offers.organization_invitations = [offer('orginv_1', 'Gamma')]
    offers.organization_suggestions = [offer('orgsug_1', 'Delta'), offer('orgsug_2', 'Epsilon', 'accepted')]
    await showList()
    expect([title(), choices()]).toEqual([
      'Your organizations',
      [
        'ALPersonal accountada@example.com',
        'AIAcme IncAdminYou are here',
        'BLBeta LLCMember',
        'GGammaJoin',
        'DDeltaAsk to join',
        'EEpsilonYou asked to join ',
        'Create organization',
      ],
    ])
  })

  it('switches, and goes where the page says', async () => {
    await showList({ afterSelectOrganizationUrl: '/o/:slug', afterSelectPersonalUrl: '/me' })
    await choose('Beta')
    expect([title(), done()]).toEqual([
      'On to Beta LLC',
      ['setActive sess_1 in org_2', 'navigate /o/beta-llc'],
    ])
  })

  it('stays where there is nowhere to go', async () => {
    await showList()
    await choose('Personal')
    expect([title(), choices()[0], done()]).toEqual([
      'Your organizations',
      'ALPersonal accountada@example.comYou are here',
      ['setActive sess_1 in null'],
    ])
  })

  it('takes what was offered', async () => {
    offers.organization_invitations = [offer('orginv_1', 'Gamma')]
    await showList({ hidePersonal: true })
    offers.organization_invitations = []
    await choose('Gamma')
    expect(done()).toEqual(['POST /v1/me/organization_invitations/orginv_1/accept'])
    expect(choices()).toEqual(['AIAcme IncAdminYou are here', 'BLBeta LLCMember', 'Create organization'])
  })

  it('makes a new one in its place, or goes back', async () => {
    await showList({ skipInvitationScreen: true, afterCreateOrganizationUrl: '/o/:id' })
    await choose('Create')
    expect([title(), document.activeElement]).toEqual(['Create an organization', field('name')])
    await press('Back')
    expect(title()).toBe('Your organizations')
    await choose('Create')
    type('name', 'Acme')
    await press('Create organization')
    expect(done()).toEqual([
      'POST /v1/organizations {"name":"Acme"}',
      'setActive sess_1 in org_1',
      'navigate /o/org_1',
    ])
    expect(byName('Back')).toBeUndefined()
  })
})

describe('a session that waits for an organization', () => {
  it('goes on with the one that is chosen', async () => {
    await show('task-choose-organization', { redirectUrlComplete: '/home' })
    expect([title(), choices()]).toEqual([
      'Choose an organization',
      ['AIAcme IncAdmin', 'BLBeta LLCMember', 'Create organization'],
    ])
    await choose('Acme')
    expect(done()).toEqual(['setActive sess_1 in org_1', 'navigate /home'])
  })

  it('begins with a new one where there is none', async () => {
    host.change(makeMember([], null), 'sess_1')
    await show('task-choose-organization')
    await waitUntil(() => title() === 'Create an organization')
    expect(byName('Back')).toBeUndefined()
  })

  it('shows what somebody is invited to, rather than a new one', async () => {
    host.change(makeMember([], null), 'sess_1')
    offers.organization_invitations = [offer('orginv_1', 'Gamma')]
    await show('task-choose-organization')
    expect(choices()).toEqual(['GGammaJoin', 'Create organization'])
  })

  it('tells whom to ask who may make none, and lets them leave', async () => {
    host.change(
      makeMember([makeMembership(acme)].slice(1), null, { create_organization_enabled: false }),
      'sess_1',
    )
    await show('task-choose-organization')
    expect(document.body.textContent).toContain('Ask somebody to invite you.')
    await press('Sign out')
    expect(done()).toEqual(['signOut all'])
  })
})

describe('a sign-in whose session waits for an organization', () => {
  const pending = () => {
    const client = makeMember()
    const sessions = client.sessions.map((one) => ({
      ...one,
      ...{
        status: 'pending' as const,
        tasks: [{ key: 'choose-organization' }],
        last_active_organization_id: null,
      },
    }))
    return makeClient(...sessions)
  }

  async function open(): Promise<void> {
    const node = document.body.appendChild(document.createElement('div'))
    unmount = mount('sign-in', node, { fallbackRedirectUrl: '/home' }, host).unmount
    await waitUntil(() => node.querySelector('h1'))
  }

  it('asks for it in the same place, and goes on then', async () => {
    host.change(makeClient(), null)
    await open()
    host.answer = ({ method, path }) => {
      if (method === 'GET') return { data: [], total_count: 0 }
      if (path !== '/v1/client/sign_ins') return {}
      host.change(pending(), null)
      return makeSignIn({ status: 'complete', created_session_id: 'sess_1' })
    }
    type('identifier', 'ada@example.com')
    await press('Continue')
    await waitUntil(() => title() === 'Choose an organization')
    expect([location.hash, done().slice(1)]).toEqual(['#/tasks/choose-organization', ['setActive sess_1']])
    await choose('Acme')
    expect(done().slice(2)).toEqual(['setActive sess_1 in org_1', 'navigate /home'])
  })

  it('goes on where the page was left', async () => {
    host.change(pending(), 'sess_1')
    history.replaceState(null, '', '/#/tasks/choose-organization')
    await open()
    expect(title()).toBe('Choose an organization')
  })

  it('begins anew for who is not signed in any more', async () => {
    host.change(makeClient(), null)
    history.replaceState(null, '', '/#/tasks/choose-organization')
    await open()
    expect(title()).toBe('Sign in to Acme')
  })
})
