/** Organizations with our components in an app: made, joined by the link of a mail, roles, and their end. */
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { newAddress, password } from '../support/browser.ts'
import { setBundledStage } from '../support/bundled-stage.ts'
import { callBackend } from '../support/members.ts'
import * as portal from '../support/portal.ts'

const stage = setBundledStage({
  entry: 'e2e/pages/keywright-organizations.tsx',
  settings: ['organizations.enabled=true'],
})

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const works = (page: Page, emailAddress: string, how: string) =>
  page.getByText(`${emailAddress} ${how}`, { exact: true }).waitFor()

/** Somebody new, with an account of the app. */
async function signUp(page: Page, name: string): Promise<string> {
  const emailAddress = newAddress(name)
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
