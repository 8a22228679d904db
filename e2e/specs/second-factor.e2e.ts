/** Second factors with our components: set up in the profile, asked for at a sign-in and within a session. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf } from '../support/authenticator.ts'
import { callBackend, createMember, type Member } from '../support/members.ts'
import { minutes } from '../support/moved-clock.ts'
import * as portal from '../support/portal.ts'
import { setStage, signInMember } from '../support/stage.ts'

const stage = setStage(['authenticator_app.enabled=true', 'sessions.reverification=true'])

const on = (page: Page) => ({
  press: (name: string) => page.getByRole('button', { name, exact: true }).click(),
  code: (code: string) => page.getByLabel('Verification code').fill(code),
  heading: (name: string) => page.getByRole('heading', { name }).waitFor(),
  says: (text: string) => page.getByText(text, { exact: true }).waitFor(),
})

/** How far the server is ahead of this machine. */
let ahead = 0
async function pass(milliseconds: number): Promise<void> {
  await stage.keywright.pass(milliseconds)
  ahead += milliseconds
}
/** A code that was not given yet: the next half minute begins. */
async function nextCode(secret: string): Promise<string> {
  await pass(30_000)
  return codeOf(secret, ahead)
}

/** Sets an app up in the profile, as somebody does who types the key: what they kept of it. */
async function setUp(): Promise<{ member: Member; secret: string; codes: string[] }> {
  const member = await signInMember(stage, '/profile/security')
  const { press, code, says } = on(stage.page)
  await press('Set up an authenticator app')
  await stage.page.getByRole('img', { name: 'The key of your account, as a picture to scan' }).waitFor()
  const secret = (await stage.page.locator('.kw-secret').textContent()) ?? ''
  await code(codeOf(secret, ahead))
  const list = stage.page.getByRole('list', { name: 'Backup codes' })
  await list.waitFor()
  const codes = await list.getByRole('listitem').allTextContents()
  await press('I have kept them')
  await says('On')
  return { member, secret, codes }
}

/** A browser on which the first factor is proven. */
async function halfSignedIn(member: Member): Promise<Page> {
  const { page } = await stage.open()
  await page.goto(`${stage.app.url}/sign-in`)
  await portal.signIn(page, member)
  await on(page).heading('Enter the code of your app')
  return page
}

describe('an authenticator app', () => {
  it('is set up in the profile, and asked for at the next sign-in', async () => {
    const { member, secret, codes } = await setUp()
    expect(new Set(codes).size).toBe(10)
    const page = await halfSignedIn(member)
    await on(page).code(await nextCode(secret))
    await on(page).says(`Hello ${member.emailAddress}`)
  })

  it('is stood in for by a backup code, over a reload', async () => {
    const { member, codes } = await setUp()
    const page = await halfSignedIn(member)
    await page.reload()
    await on(page).heading('Enter the code of your app')
    await on(page).press('Use a backup code')
    await page.getByLabel('Backup code', { exact: true }).fill(codes[0] ?? '')
    await on(page).press('Continue')
    await on(page).says(`Hello ${member.emailAddress}`)
  })

  it('is asked for once more before it is removed', async () => {
    const { secret } = await setUp()
    const { press, says } = on(stage.page)
    await pass(minutes(11))
    await press('Remove the authenticator app')
    await press('Remove')
    const proof = stage.page.getByRole('dialog', { name: 'Enter the code of your app' })
    await proof.getByLabel('Verification code').fill(await nextCode(secret))
    await says('The authenticator app is removed.')
    await says('Not set up')
  })

  it('brings new backup codes, and the old ones end', async () => {
    const { member, codes } = await setUp()
    await on(stage.page).press('Make new backup codes')
    await on(stage.page).press('Make new codes')
    const list = stage.page.getByRole('list', { name: 'Backup codes' })
    await list.waitFor()
    const [fresh = ''] = await list.getByRole('listitem').allTextContents()
    const page = await halfSignedIn(member)
    await on(page).press('Use a backup code')
    const old = callBackend(stage.keywright, 'POST', `/users/${member.id}/verify_totp`, { code: codes[0] })
    await expect(old).rejects.toThrow('totp_incorrect_code')
    await page.getByLabel('Backup code', { exact: true }).fill(fresh)
    await on(page).press('Continue')
    await on(page).says(`Hello ${member.emailAddress}`)
  })

  it('is asked for in a browser without scripts', async () => {
    const { member, secret } = await setUp()
    const { page } = await stage.open({ javaScriptEnabled: false })
    await page.goto(`${stage.keywright.url}/sign-in`)
    await portal.identify(page, member.emailAddress)
    await page.getByLabel('Password', { exact: true }).fill(member.password)
    await on(page).press('Continue')
    await on(page).heading('Enter the code of your app')
    await on(page).code('000000')
    await on(page).press('Continue')
    await page.getByText('That code is not right.').waitFor()
    await on(page).code(await nextCode(secret))
    await on(page).press('Continue')
    await page.waitForURL((url) => !url.pathname.includes('sign-in'))
  })
})

describe('where everybody has to have one', () => {
  beforeAll(() => stage.keywright.command('config', 'set', 'multi_factor.required=true'))
  afterAll(() => stage.keywright.command('config', 'set', 'multi_factor.required=false'))

  it('an app is set up before one is let in, over a reload, and asked for from then on', async () => {
    const member = await createMember(stage.keywright)
    const { page } = stage
    const { press, code, heading, says } = on(page)
    await page.goto(`${stage.app.url}/sign-in`)
    await portal.signIn(page, member)
    await heading('Protect your account')
    await page.reload()
    await heading('Protect your account')
    await press('Set up an authenticator app')
    const secret = (await page.locator('.kw-secret').textContent()) ?? ''
    await code('000000')
    await page.getByText('That code is not right.').waitFor()
    await code(codeOf(secret, ahead))
    await page.getByRole('list', { name: 'Backup codes' }).waitFor()
    await press('I have kept them')
    await says(`Hello ${member.emailAddress}`)
    const again = await halfSignedIn(member)
    await on(again).code(await nextCode(secret))
    await on(again).says(`Hello ${member.emailAddress}`)
  })
})
