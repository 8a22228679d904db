import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { mountUserComponent, openUserComponent } from '../../app/user-components.ts'
import { createFakeHost, type FakeHost, refuse } from '../../testing/fake-host.ts'
import { installPopovers } from '../../testing/fake-popover.ts'
import { acme, makeMember, roles } from '../../testing/organizations.ts'
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
import type { CreateOrganizationProps } from './create-organization.props.ts'

beforeAll(() => {
  installPopovers()
  installSheets()
})

let host: FakeHost
let unmount: (() => void) | undefined
beforeEach(() => {
  host = createFakeHost()
  host.change(makeMember([], null), 'sess_1')
})
afterEach(() => {
  unmount?.()
  document.body.replaceChildren()
})

async function show(props: CreateOrganizationProps = {}) {
  const node = document.body.appendChild(document.createElement('div'))
  const mounted = mountUserComponent('create-organization', node, props, host)
  unmount = mounted.unmount
  await waitUntil(() => node.querySelector('h1'))
  return node
}

const title = () => document.querySelector('h1')?.textContent

/** A server that makes the organization and knows its roles. */
function answer(): void {
  host.answer = ({ path }) => {
    if (path.endsWith('/roles')) return { data: roles, total_count: 2 }
    return path.endsWith('/bulk') ? [{}, {}] : acme
  }
}

describe('a new organization', () => {
  it('shows the slug that its name makes, and sends one only if somebody wrote it', async () => {
    answer()
    await show({ skipInvitationScreen: true })
    type('name', 'Analytical Engines')
    expect([field('slug').placeholder, field('slug').value]).toEqual(['analytical-engines', ''])
    await press('Create organization')
    expect(host.log[0]).toBe('POST /v1/organizations {"name":"Analytical Engines"}')
  })

  it('is made, filled and led to', async () => {
    answer()
    await show({ afterCreateOrganizationUrl: '/orgs/:slug?id=:id' })
    type('name', 'Acme Inc')
    type('slug', 'acme')
    await press('Create organization')
    await waitUntil(() => title() === 'Invite people to Acme Inc')
    expect(focused()).toBe('email_address')
    type('email_address', 'grace@example.com, linus@example.com')
    await press('Send invitations')
    expect(host.log).toEqual([
      'POST /v1/organizations {"name":"Acme Inc","slug":"acme"}',
      'setActive sess_1 in org_1',
      'GET /v1/organizations/org_1/roles?limit=100',
      'POST /v1/organizations/org_1/invitations/bulk {"email_address":["grace@example.com","linus@example.com"],"role":"org:member"}',
      'navigate /orgs/acme-inc?id=org_1',
    ])
    expect([title(), document.body.textContent]).toEqual([
      'Acme Inc is ready',
      expect.stringContaining('2 invitations are on their way.'),
    ])
  })

  it('invites nobody where the page says so, or nobody could join', async () => {
    answer()
    await show({ skipInvitationScreen: true })
    type('name', 'Acme')
    await press('Create organization')
    expect(title()).toBe('Acme Inc is ready')
  })

  it('says at the field what was wrong, and names the addresses that were', async () => {
    host.answer = () => refuse('form_identifier_exists', 'slug')
    await show()
    type('name', 'Acme')
    await press('Create organization')
    expect([focused(), document.querySelector('.kw-error')?.textContent]).toEqual([
      'slug',
      'Another organization has this slug.',
    ])
    answer()
    await press('Create organization')
    type('email_address', 'grace, linus@example.com')
    await press('Send invitations')
    expect(document.querySelector('.kw-error')?.textContent).toBe('grace: not an email address.')
  })

  it('says who was not invited beside who was, and goes on when it is told to', async () => {
    answer()
    const sent = host.answer
    host.answer = (call) =>
      call.form?.email_address && `${call.form.email_address}`.includes('grace')
        ? refuse('already_a_member_in_organization', 'email_address', {
            email_addresses: ['grace@example.com'],
          })
        : sent?.(call)
    await show()
    type('name', 'Acme Inc')
    await press('Create organization')
    type('email_address', 'grace@example.com')
    await press('Send invitations')
    expect([document.querySelector('.kw-error')?.textContent, field('email_address').value]).toEqual([
      'grace@example.com: already a member.',
      'grace@example.com',
    ])
    type('email_address', 'grace@example.com, linus@example.com')
    await press('Send invitations')
    expect([document.querySelector('[role=status]')?.textContent, field('email_address').value]).toEqual([
      '2 invitations are on their way.\ngrace@example.com: already a member.',
      '',
    ])
    await press('Continue')
    expect(title()).toBe('Acme Inc is ready')
  })

  it('is not offered to who may make none', async () => {
    host.change(makeMember([], null, { create_organization_enabled: false }), 'sess_1')
    await show()
    expect(title()).toBe('You cannot create organizations')
  })

  it('has no slug where the instance has none', async () => {
    host.environment.organization_settings.slug.disabled = true
    await show()
    expect(document.querySelector('input[name=slug]')).toBeNull()
  })

  it('is nothing while nobody is signed in', async () => {
    const node = await show()
    host.change(host.client, null)
    expect(node.querySelector('h1')).toBeNull()
    host.change(host.client, 'sess_1')
    await settle()
    expect(title()).toBe('Create an organization')
  })

  it('opens over the page, and closes when it is done', async () => {
    answer()
    const log: string[] = []
    openUserComponent(
      'create-organization',
      { skipInvitationScreen: true, onClose: () => log.push('closed') },
      host,
    )
    await waitUntil(() => document.querySelector('dialog h1'))
    type('name', 'Acme')
    await press('Create organization')
    expect([log, document.querySelector('dialog'), byName('Create organization')]).toEqual([
      ['closed'],
      null,
      undefined,
    ])
  })
})
