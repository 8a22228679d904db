/** The accounts that users have with providers, in our profile. */
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { newAddress, password } from '../support/browser.ts'
import { callBackend, createMember, type Member } from '../support/members.ts'
import { minutes } from '../support/moved-clock.ts'
import { comeAs, comeWith, letGoWrong } from '../support/played-provider.ts'
import * as portal from '../support/portal.ts'
import { setSocialStage } from '../support/social-stage.ts'

const stage = setSocialStage(['sessions.reverification=true'])

const press = (name: string | RegExp) => stage.page.getByRole('button', { name, exact: true }).click()
const accounts = () => stage.page.getByRole('region', { name: 'Connected accounts' })
const profile = (query = '') => stage.page.goto(`${stage.app.url}/profile${query}`)

interface KnownAccount {
  id: string
  provider: string
  email_address: string
}

async function accountsOf({ id }: Pick<Member, 'id'>): Promise<KnownAccount[]> {
  const user = await callBackend<{ external_accounts: KnownAccount[] }>(stage.server, 'GET', `/users/${id}`)
  return user.external_accounts
}

/** Somebody with a password, on their profile. */
async function openProfile(query = ''): Promise<Member> {
  const member = await createMember(stage.server)
  await stage.page.goto(`${stage.app.url}/sign-in?redirect_url=${stage.app.url}/members`)
  await portal.signIn(stage.page, member)
  await stage.page.getByRole('heading', { name: `Member ${member.emailAddress}` }).waitFor()
  await profile(query)
  return member
}

async function connect(provider = 'Google'): Promise<void> {
  await press('Connect an account')
  await accounts().getByRole('button', { name: provider }).click()
}

/** Somebody who came by Google, with no other way in but what they are given. */
async function signUpByGoogle(page: Page, emailAddress: string): Promise<void> {
  await page.goto(`${stage.app.url}/sign-up?redirect_url=${stage.app.url}/profile`)
  await page.getByRole('button', { name: 'Continue with Google' }).click()
  await comeWith(page, emailAddress)
  await page.waitForURL(`${stage.app.url}/profile`)
}

describe('an account with a provider', () => {
  it('is connected and removed', async () => {
    const member = await openProfile()
    await accounts().getByText('None yet.').waitFor()
    await connect()
    await comeWith(stage.page, newAddress('elsewhere'))
    await accounts()
      .getByText(/^elsewhere\./)
      .waitFor()
    expect(await accountsOf(member)).toMatchObject([{ provider: 'oauth_google' }])
    // What is connected already is not offered again.
    await press('Connect an account')
    expect(await accounts().getByRole('button', { name: 'Google' }).count()).toBe(0)
    await press('Cancel')
    await press('Remove: Google')
    await accounts().getByText('Remove Google?').waitFor()
    await press('Remove')
    await accounts().getByText('The account is removed.').waitFor()
    expect(await accountsOf(member)).toEqual([])
  })

  it('is left alone by whoever changes their mind at the provider, and can be connected after all', async () => {
    const member = await openProfile()
    await connect()
    await letGoWrong(stage.page, /^Refuse/)
    await accounts().getByText('Access was not granted.').waitFor()
    expect(await accounts().getByText('Not connected').count()).toBe(1)
    await press('Reconnect: Google')
    await comeWith(stage.page, newAddress('elsewhere'))
    await accounts()
      .getByText(/^elsewhere\./)
      .waitFor()
    expect(await accounts().getByText('Not connected').count()).toBe(0)
    expect(await accountsOf(member)).toHaveLength(1)
  })

  it('is connected anew where more was asked of it and not granted', async () => {
    const member = await openProfile()
    const elsewhere = newAddress('elsewhere')
    await connect()
    await comeWith(stage.page, elsewhere)
    await accounts().getByText(elsewhere).waitFor()
    const [account] = await accountsOf(member)
    await stage.page.goto(await askForMore(account?.id))
    await letGoWrong(stage.page, /^Refuse/)
    await accounts().getByText('Access was not granted.').waitFor()
    await press('Reconnect: Google')
    await comeWith(stage.page, elsewhere)
    await accounts().getByText(elsewhere).waitFor()
    expect(await accounts().getByRole('button', { name: 'Reconnect: Google' }).count()).toBe(0)
    expect(await accountsOf(member)).toMatchObject([{ id: account?.id }])
  })

  it('is nobody else’s', async () => {
    const theirs = newAddress('theirs')
    await signUpByGoogle(stage.page, theirs)
    await stage.context.clearCookies()
    const member = await openProfile()
    await connect()
    await comeWith(stage.page, theirs)
    await accounts().getByText('This account belongs to another user here.').waitFor()
    expect(await accountsOf(member)).not.toContainEqual(expect.objectContaining({ email_address: theirs }))
  })

  it('stays where it is the last way in', async () => {
    const { command } = stage.server
    await signUpByGoogle(stage.page, newAddress())
    await command('config', 'set', 'email_address.sign_in_with_code=false')
    try {
      await press('Remove: Google')
      await press('Remove')
      await accounts().getByText('You could not sign in without it').waitFor()
      await press('Cancel')
      await accounts().getByRole('button', { name: 'Remove: Google' }).waitFor()
      await profile()
      await accounts().getByRole('button', { name: 'Remove: Google' }).waitFor()
    } finally {
      await command('config', 'set', 'email_address.sign_in_with_code=true')
    }
  })

  it('is connected in a window over the page, which stays as it is', async () => {
    const member = await openProfile('?oauth-flow=popup')
    await stage.page.evaluate(() => Object.assign(globalThis, { isSame: true }))
    const [opened] = await Promise.all([stage.page.waitForEvent('popup'), connect('GitHub')])
    await Promise.all([opened.waitForEvent('close'), comeAs(opened, /Grace Hopper/)])
    await accounts().getByText('grace').first().waitFor()
    expect(await stage.page.evaluate(() => 'isSame' in globalThis)).toBe(true)
    expect(await accountsOf(member)).toMatchObject([{ provider: 'oauth_github' }])
  })

  it('waits for a proof that it is still its user, before there is a window again', async () => {
    const member = await openProfile('?oauth-flow=popup')
    await stage.server.pass(minutes(11))
    await connect()
    const proof = stage.page.getByRole('dialog', { name: 'Is it you?' })
    await proof.getByLabel('Password', { exact: true }).fill(password)
    expect(stage.context.pages()).toHaveLength(1)
    const [opened] = await Promise.all([
      stage.page.waitForEvent('popup'),
      proof.getByRole('button', { name: 'Continue', exact: true }).click(),
    ])
    await comeWith(opened, newAddress('elsewhere'))
    await accounts()
      .getByText(/^elsewhere\./)
      .waitFor()
    expect(await accountsOf(member)).toHaveLength(1)
  })
})

/** As an app does that wants more of an account: gives where to send its user. */
function askForMore(id: string | undefined): Promise<string> {
  return stage.page.evaluate(
    async ([url, back]) => {
      const form = new URLSearchParams({ redirect_url: back ?? '', additional_scope: 'calendar' })
      const answer = await fetch(url ?? '', { method: 'POST', body: form, credentials: 'include' })
      const { response } = await answer.json()
      return response.verification.external_verification_redirect_url as string
    },
    [
      `${stage.server.url}/v1/me/external_accounts/${id}/reauthorize?_method=PATCH`,
      `${stage.app.url}/profile`,
    ],
  )
}
