/** Organizations with our components in an app: made, joined by the link of a mail, roles, and their end. */
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { newAddress, password } from '../support/browser.ts'
import { setBundledStage } from '../support/bundled-stage.ts'
import { callBackend } from '../support/members.ts'
import * as portal from '../support/portal.ts'

const stage = setBundledStage({
  entry: 'e2e/pages/keywright-organizations.tsx',
  settings: [
    'organizations.enabled=true',
    'organizations.domains.enabled=true',
    'organizations.domains.enrollment_modes=["manual_invitation","automatic_invitation","automatic_suggestion"]',
    'organizations.max_allowed_memberships=6',
  ],
})

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const works = (page: Page, emailAddress: string, how: string) =>
  page.getByText(`${emailAddress} ${how}`, { exact: true }).waitFor()

/** Somebody new, with an account of the app. */
async function signUp(page: Page, name: string, emailAddress = newAddress(name)): Promise<string> {
  await page.goto(`${stage.app.url}/sign-up`)
  await portal.signUp(page, stage.server.inbox, { emailAddress, password })
  await works(page, emailAddress, 'works alone')
  return emailAddress
}

/** Opens something in the menu of organizations. */
async function choose(page: Page, now: string, item: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: now }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

/** Makes an organization and goes to work there; nobody is invited yet. */
async function create(page: Page, name: string): Promise<void> {
  await page.goto(`${stage.app.url}/create-organization`)
  await page.getByLabel('Name of the organization').fill(name)
  await press(page, 'Create organization')
  await press(page, 'Skip for now')
  await page.getByText(`works for ${name} as org:admin`).waitFor()
}

const openMembers = (page: Page) => page.goto(`${stage.app.url}/organization/members`)
const rowOf = (page: Page, text: string) => page.locator('.kw-section-row').filter({ hasText: text })

describe('an organization with our components', () => {
  it('is made, joined by an old and a new user, run by roles, left and deleted', async () => {
    const { page } = stage
    const { page: gracesPage } = await stage.open()
    const { page: linusPage } = await stage.open()
    const [ada, grace] = [await signUp(page, 'ada'), await signUp(gracesPage, 'grace')]
    const linus = newAddress('linus')
    const name = `Engines ${ada.slice(4, 17)}`

    await choose(page, 'Personal account', 'Create organization')
    await page.getByLabel('Name of the organization').fill(name)
    await press(page, 'Create organization')
    await page.getByLabel('Email addresses').fill(`${grace}, ${linus}`)
    await press(page, 'Send invitations')
    await works(page, ada, `works for ${name} as org:admin`)

    // Grace has an account, and reads the mail in a browser where she is signed in.
    await gracesPage.goto(await stage.server.inbox.nextLink(grace))
    await works(gracesPage, grace, 'works alone')
    await choose(gracesPage, 'Personal account', new RegExp(name))
    await works(gracesPage, grace, `works for ${name} as org:member`)
    // Linus has none yet.
    await linusPage.goto(await stage.server.inbox.nextLink(linus))
    await linusPage.getByRole('heading', { name: 'Almost there' }).waitFor()
    await linusPage.getByLabel('Password', { exact: true }).fill(password)
    await press(linusPage, 'Continue')
    await works(linusPage, linus, `works for ${name} as org:member`)

    // A member reads who else is there, and changes nobody.
    await openMembers(gracesPage)
    await rowOf(gracesPage, ada).getByText('Admin').waitFor()
    expect(await gracesPage.getByRole('tab').allTextContents()).toEqual(['Members3'])

    await openMembers(page)
    await page.getByLabel(`Role of ${grace}`).selectOption('org:admin')
    await page.getByText('The role is changed.').waitFor()
    await page.getByRole('button', { name: `Remove: ${linus}` }).click()
    await press(page, 'Remove')
    await rowOf(page, linus).waitFor({ state: 'detached' })
    await linusPage.goto(stage.app.url)
    await works(linusPage, linus, 'works alone')

    // Whoever became an administrator may invite, and leave, as long as there is another.
    await openMembers(gracesPage)
    await gracesPage.getByRole('tab', { name: 'Invitations' }).waitFor()
    await gracesPage.goto(`${stage.app.url}/organization/`)
    await press(gracesPage, 'Leave')
    await press(gracesPage, 'Leave')
    await gracesPage.getByRole('heading', { name: 'You left' }).waitFor()
    await works(gracesPage, grace, 'works alone')

    await page.goto(`${stage.app.url}/organization/`)
    await press(page, 'Leave')
    await press(page, 'Leave')
    await page.getByText('Somebody must be able to manage the organization.').waitFor()
    await press(page, 'Cancel')
    await press(page, 'Delete')
    await page.getByLabel(/To go on/).fill(name)
    await press(page, 'Delete the organization')
    await page.getByRole('heading', { name: 'You left' }).waitFor()
    await works(page, ada, 'works alone')
    const { total_count: left } = await callBackend<{ total_count: number }>(
      stage.server,
      'GET',
      `/organizations?${new URLSearchParams({ query: name })}`,
    )
    expect(left).toBe(0)
  })
})

const nextLink = (emailAddress: string) => stage.server.inbox.nextLink(emailAddress)
const openTab = (page: Page, name: RegExp) => page.getByRole('tab', { name }).click()
const clickOf = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

describe('invitations', () => {
  it('tell for each address what became of it, are sent again, and are taken back', async () => {
    const { page } = stage
    const ada = await signUp(page, 'ada')
    await create(page, `Letters ${ada}`)
    const [grace, linus] = [newAddress('grace'), newAddress('linus')]
    await openMembers(page)
    await page.getByText('Members1').waitFor()
    await openTab(page, /Invitations/)
    await page.getByText('No invitation waits for an answer.').waitFor()
    await press(page, 'Invite')
    await page.getByLabel('Email addresses').fill(grace)
    await press(page, 'Send invitations')
    await page.getByText('1 invitation is on its way.').waitFor()
    const first = await nextLink(grace)

    await press(page, 'Invite')
    await page.getByLabel('Email addresses').fill(`${ada} ${grace}`)
    await press(page, 'Send invitations')
    await page.getByText(`${ada}: already a member.`).waitFor()
    await page.getByText(`${grace}: already invited.`).waitFor()
    await page.getByLabel('Email addresses').fill(`${linus} ${ada} ${grace}`)
    await press(page, 'Send invitations')
    await page.getByText('1 invitation is on its way.').waitFor()
    await page.getByText(`${ada}: already a member.`).waitFor()
    await page.getByRole('tab', { name: 'Invitations 2' }).waitFor()

    await clickOf(page, `Send again: ${grace}`)
    await page.getByText('The invitation is on its way again.').waitFor()
    expect(await nextLink(grace)).toBe(first)
    await nextLink(linus)
    await clickOf(page, `Take back: ${linus}`)
    await page.getByText('The invitation is taken back.').waitFor()
    await page.getByRole('tab', { name: 'Invitations 1' }).waitFor()

    // She answers while the list is looked at: it learns of that when something is asked of it.
    const { page: hers } = await stage.open()
    await signUp(hers, 'grace', grace)
    await hers.goto(`${stage.app.url}/organizations`)
    await hers.getByRole('button', { name: /^Letters.*Join/ }).click()
    await hers.getByRole('button', { name: /^Letters.*Member/ }).waitFor()
    await clickOf(page, `Take back: ${grace}`)
    await page.getByText('This invitation does not wait for an answer any more.').waitFor()
    await rowOf(page, grace).waitFor({ state: 'detached' })

    // There is room for six.
    await press(page, 'Invite')
    const crowd = Array.from({ length: 5 }, () => newAddress('crowd'))
    await page.getByLabel('Email addresses').fill(crowd.join('\n'))
    await press(page, 'Send invitations')
    await page.getByText('The organization has no room for more members.').waitFor()
  })
})

describe('the domain of an organization', () => {
  /** A domain that is proven by a code sent there, and enrols as it is told. */
  async function addDomain(page: Page, domain: string, mode: string): Promise<void> {
    await page.goto(`${stage.app.url}/organization/`)
    await press(page, 'Add a domain')
    await page.getByLabel('Domain', { exact: true }).fill(domain)
    await press(page, 'Add a domain')
    await page.getByLabel(`An address at ${domain}`).fill(`hostmaster@${domain}`)
    await press(page, 'Send a code')
    const code = await stage.server.inbox.nextCode(`hostmaster@${domain}`)
    await page.getByLabel('Verification code').fill(code)
    await page.getByLabel(mode).check()
    await press(page, 'Save')
    await page.getByText('The domain is saved.').waitFor()
    await rowOf(page, domain).getByText(mode).waitFor()
  }

  it('suggests the organization to who has an address there, who asks and is let in', async () => {
    const { page } = stage
    const ada = await signUp(page, 'ada')
    const domain = `${ada.replace(/@.*|\W/g, '')}.com`
    await create(page, 'Suggested Inc')
    await addDomain(page, domain, 'is told of the organization, and may ask to join')

    const { page: his } = await stage.open()
    const linus = await signUp(his, 'linus', `linus@${domain}`)
    await his.getByRole('button', { name: /Personal account/ }).click()
    await his.getByRole('menuitem', { name: /Ask to join.*Suggested Inc/ }).click()
    await his.getByRole('menuitem', { name: /You asked to join/ }).waitFor()

    await openMembers(page)
    await page.getByRole('tab', { name: 'Requests 1' }).click()
    await clickOf(page, `Let in: ${linus}`)
    await page.getByText('They are a member now.').waitFor()
    await page.getByRole('tab', { name: 'Requests 0' }).waitFor()
    await page.getByRole('tab', { name: 'Members 2' }).click()
    await rowOf(page, linus).waitFor()
    await his.goto(`${stage.app.url}/organizations`)
    // What it was suggested for is done.
    await his.getByRole('button', { name: /^Suggested Inc/ }).click()
    await works(his, linus, 'works for Suggested Inc as org:member')
  })

  it('turns away who asked and is not wanted', async () => {
    const { page } = stage
    const ada = await signUp(page, 'ada')
    const domain = `${ada.replace(/@.*|\W/g, '')}.com`
    await create(page, 'Closed Inc')
    await addDomain(page, domain, 'is told of the organization, and may ask to join')
    const { page: his } = await stage.open()
    const linus = await signUp(his, 'linus', `linus@${domain}`)
    await his.goto(`${stage.app.url}/organizations`)
    await his.getByRole('button', { name: /^Closed Inc.*Ask to join/ }).click()
    await his.getByText('You asked to join').waitFor()
    await openMembers(page)
    await openTab(page, /Requests 1/)
    await clickOf(page, `Turn away: ${linus}`)
    await page.getByText('They are turned away.').waitFor()
    await page.getByText('Nobody asks to join.').waitFor()
  })

  it('invites who has an address there, shows its record, and is removed', async () => {
    const { page } = stage
    const ada = await signUp(page, 'ada')
    const domain = `${ada.replace(/@.*|\W/g, '')}.com`
    await create(page, 'Inviting Inc')
    await addDomain(page, domain, 'is invited to join at once')
    const { page: his } = await stage.open()
    const linus = await signUp(his, 'linus', `linus@${domain}`)
    await choose(his, 'Personal account', /Join.*Inviting Inc/)
    await his.getByRole('menuitem', { name: /^Inviting Inc/ }).click()
    await works(his, linus, 'works for Inviting Inc as org:member')

    await press(page, 'Add a domain')
    await page.getByLabel('Domain', { exact: true }).fill(`other-${domain}`)
    await press(page, 'Add a domain')
    await press(page, 'Use a DNS record instead')
    await page.getByText(`_keywright-challenge.other-${domain}`).waitFor()
    await press(page, 'Look for the record')
    await page.getByText(/The record is not to be seen yet|cannot be asked/).waitFor()
    await press(page, 'Cancel')
    await rowOf(page, `other-${domain}`).getByText('Unverified').waitFor()
    await clickOf(page, `Remove: other-${domain}`)
    await press(page, 'Remove')
    await page.getByText('The domain is removed.').waitFor()
  })
})

describe('members', () => {
  it('have several roles at once, which together say what they may do', async () => {
    const { page } = stage
    const ada = await signUp(page, 'ada')
    await create(page, 'Roles Inc')
    await callBackend(stage.server, 'POST', '/organization_roles', {
      ...{ name: 'Host', key: 'org:host', description: 'Lets people in' },
      ...{ permissions: [], include_in_initial_role_set: true },
    })
    const { page: hers } = await stage.open()
    const grace = await signUp(hers, 'grace')
    await openMembers(page)
    await openTab(page, /Invitations/)
    await press(page, 'Invite')
    await page.getByLabel('Email addresses').fill(grace)
    await page.getByLabel('Role', { exact: true }).selectOption('org:host')
    await press(page, 'Send invitations')
    await hers.goto(await nextLink(grace))
    await choose(hers, 'Personal account', /Roles Inc/)
    await works(hers, grace, 'works for Roles Inc as org:host')

    await openMembers(page)
    await clickOf(page, `Roles: ${grace}`)
    await page.getByLabel('Admin').check()
    await press(page, 'Save')
    await rowOf(page, grace).getByText('Host, Admin').waitFor()
    await openMembers(hers)
    await rowOf(hers, grace).getByText('Host, Admin').waitFor()
    await hers.getByRole('button', { name: `Remove: ${ada}` }).waitFor()
  })
})

describe('the policy of an organization', () => {
  const rule = (page: Page, title: string) =>
    page.locator('.kw-section').filter({ has: page.getByRole('heading', { name: title }) })
  const open = async (page: Page) => {
    await page.goto(`${stage.app.url}/organization/security`)
    await page.getByRole('heading', { name: 'Networks' }).waitFor()
  }

  it('is made stricter rule by rule, never so that its author is locked out, and reset', async () => {
    const { page } = stage
    await signUp(page, 'ada')
    await create(page, 'Strict Inc')
    await open(page)
    expect(await page.locator('.kw-badge').allTextContents()).toEqual([
      ...['Inherited', 'Inherited', 'Inherited', 'Inherited'],
    ])

    await clickOf(page, 'Change: Length of a session')
    await page.getByLabel('Members sign in again after').selectOption({ label: '8 hours' })
    await press(page, 'Save')
    await rule(page, 'Length of a session').getByText('8 hours after the sign-in').waitFor()
    await rule(page, 'Length of a session').getByText('Without it: 7 days').waitFor()

    await clickOf(page, 'Change: Networks')
    await page.getByLabel('Addresses and ranges').fill('nowhere')
    await press(page, 'Save')
    await page.getByText('Write addresses or ranges').waitFor()
    await page.getByLabel('Addresses and ranges').fill('192.0.2.0/24')
    await press(page, 'Save')
    await page.getByText('your own network is not among these').waitFor()
    await page.getByLabel('Addresses and ranges').fill('127.0.0.0/8\n::1')
    await press(page, 'Save')
    await rule(page, 'Networks').getByText('Set here').waitFor()

    await page.reload()
    await clickOf(page, 'Reset: Length of a session')
    await rule(page, 'Length of a session').getByText('Inherited').waitFor()
    await clickOf(page, 'Reset: Networks')
    await rule(page, 'Networks').getByText('From anywhere').waitFor()
  })

  it('keeps out who signed in in another way, tells them so, and lets them in when they did', async () => {
    const { page } = stage
    const ada = await signUp(page, 'ada')
    await create(page, 'Fortress')
    const { page: hers, context } = await stage.open()
    const grace = await signUp(hers, 'grace')
    await openMembers(page)
    await openTab(page, /Invitations/)
    await press(page, 'Invite')
    await page.getByLabel('Email addresses').fill(grace)
    await press(page, 'Send invitations')
    await hers.goto(await nextLink(grace))
    await works(hers, grace, 'works alone')

    // Ada signed up with a password, and signs in with it; Grace comes by a code.
    await stage.context.clearCookies()
    await page.goto(stage.app.url)
    await portal.signIn(page, { emailAddress: ada, password })
    await choose(page, 'Personal account', /Fortress/)
    await works(page, ada, 'works for Fortress as org:admin')
    await open(page)
    await clickOf(page, 'Change: Ways to sign in')
    for (const box of await page.getByRole('checkbox').all()) await box.uncheck()
    await page.getByRole('checkbox', { name: 'Password' }).check()
    await press(page, 'Save')
    await rule(page, 'Ways to sign in').getByText('Password', { exact: true }).waitFor()

    await context.clearCookies()
    await hers.goto(stage.app.url)
    await portal.identify(hers, grace)
    await press(hers, 'Use another method')
    await hers.getByRole('button', { name: /code/i }).click()
    await hers.getByLabel('Verification code').fill(await stage.server.inbox.nextCode(grace))
    await works(hers, grace, 'works alone')
    await choose(hers, 'Personal account', /Fortress/)
    await hers.getByRole('heading', { name: 'Fortress asks for more' }).waitFor()
    await hers.getByText('Sign in again with: Password.').waitFor()
    await press(hers, 'Sign in again')
    await portal.signIn(hers, { emailAddress: grace, password })
    await choose(hers, 'Personal account', /Fortress/)
    await works(hers, grace, 'works for Fortress as org:member')
  })
})
