/** What goes wrong between a visitor and the server, with our own components: nothing that was typed is lost, and it goes on. */
import type { Request, Route } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { newAddress, password } from '../support/browser.ts'
import { callBackend, createMember } from '../support/members.ts'
import { hours } from '../support/moved-clock.ts'
import * as portal from '../support/portal.ts'
import { setStage, signInMember } from '../support/stage.ts'

const stage = setStage()

const heading = (name: string) => stage.page.getByRole('heading', { level: 1, name }).waitFor()
const press = (name: string) => stage.page.getByRole('button', { name, exact: true }).click()
const passwordField = () => stage.page.getByLabel('Password', { exact: true })
const path = () => new URL(stage.page.url()).pathname
const hello = (address: string) => stage.page.getByText(`Hello ${address}`).waitFor()
const said = (text: string) => stage.log.announced.filter((one) => one.includes(text)).length

/** Somebody has said who they are, and is asked for the password. */
async function beginSignIn() {
  const member = await createMember(stage.keywright)
  await stage.page.goto(`${stage.app.url}/sign-in`)
  await portal.identify(stage.page, member.emailAddress)
  await heading('Enter your password')
  return member
}

/** The paths of what is asked of the server that changes something. */
function watchCalls(): string[] {
  const paths: string[] = []
  stage.page.on('request', (request: Request) => {
    const { pathname, origin } = new URL(request.url())
    if (origin === stage.keywright.url && request.method() === 'POST')
      paths.push(pathname.replace(/si[au]_\w+/, ':id'))
  })
  return paths
}

/** Answers of the server as a newer one might give them. */
async function rewriteSignIn(change: (signIn: Record<string, unknown>) => object): Promise<void> {
  await stage.page.route('**/v1/client/sign_ins**', async (route: Route) => {
    const answer = await route.fetch()
    const body = await answer.json()
    Object.assign(body.response, change(body.response))
    await route.fulfill({ response: answer, json: body })
  })
}

describe('a network that is lost', () => {
  it('keeps the password that was typed, and signs in with it once it is back', async () => {
    const { emailAddress } = await beginSignIn()
    await passwordField().fill(password)
    await stage.context.setOffline(true)
    await press('Continue')
    await stage.page.getByText('No connection. Nothing is lost.').waitFor()
    expect(await passwordField().inputValue()).toBe(password)
    expect(said('No connection')).toBe(1)
    await press('Try again')
    await expect.poll(() => said('No connection')).toBe(2)
    await stage.context.setOffline(false)
    await press('Try again')
    await hello(emailAddress)
  })

  it('keeps all that was typed into a sign-up', async () => {
    const emailAddress = newAddress()
    await stage.page.goto(`${stage.app.url}/sign-up`)
    await stage.page.getByLabel('First name').fill('Ada')
    await stage.page.getByLabel('Email address').fill(emailAddress)
    await passwordField().fill(password)
    await stage.page.waitForLoadState('networkidle')
    await stage.context.setOffline(true)
    await press('Create account')
    await stage.page.getByText('No connection. Nothing is lost.').waitFor()
    expect(await stage.page.getByLabel('First name').inputValue()).toBe('Ada')
    expect(await passwordField().inputValue()).toBe(password)
    await stage.context.setOffline(false)
    await press('Try again')
    await stage.page.getByLabel('Verification code').fill(await stage.keywright.inbox.nextCode(emailAddress))
    await hello(emailAddress)
  })

  it('is survived by a sign-in whose server is killed and started again', async () => {
    const { emailAddress } = await beginSignIn()
    await stage.keywright.kill()
    await passwordField().fill(password)
    await press('Continue')
    await stage.page.getByText('No connection. Nothing is lost.').waitFor()
    await stage.keywright.restart()
    await press('Try again')
    await hello(emailAddress)
  })
})

describe('what is pressed twice', () => {
  it('is sent once', async () => {
    const member = await createMember(stage.keywright)
    await stage.page.goto(`${stage.app.url}/sign-in`)
    const calls = watchCalls()
    await stage.page.getByLabel('Email address').fill(member.emailAddress)
    await stage.page.getByRole('button', { name: 'Continue' }).dblclick()
    await heading('Enter your password')
    await passwordField().fill(password)
    await stage.page.keyboard.press('Enter')
    await stage.page.keyboard.press('Enter')
    await hello(member.emailAddress)
    expect(calls.filter((one) => one.includes('sign_ins'))).toEqual([
      '/v1/client/sign_ins',
      '/v1/client/sign_ins/:id/attempt_first_factor',
    ])
  })
})

describe('the address', () => {
  it('leads back, forth, and after a reload to the step that is open', async () => {
    const { emailAddress } = await beginSignIn()
    expect(path()).toBe('/sign-in/password')
    await stage.page.reload()
    await heading('Enter your password')
    await stage.page.getByText(emailAddress).waitFor()
    await press('Use another method')
    await heading('Use another method')
    await stage.page.goBack()
    await heading('Enter your password')
    await stage.page.goBack()
    await heading('Sign in to')
    expect(await stage.page.getByLabel('Email address').inputValue()).toBe(emailAddress)
    await stage.page.goForward()
    await heading('Enter your password')
    await press('Use another method')
    await stage.page.getByRole('button', { name: 'Get a code by email' }).click()
    await heading('Check your email')
    await stage.page.reload()
    await heading('Check your email')
    await stage.page.getByLabel('Verification code').fill(await stage.keywright.inbox.nextCode(emailAddress))
    await hello(emailAddress)
  })

  it('of a step that is not open leads to the first', async () => {
    const steps = [
      'password',
      'email-code',
      'new-password',
      'locked',
      'create/verify-email-address',
      'no/such',
    ]
    for (const step of steps) {
      await stage.page.goto(`${stage.app.url}/sign-in/${step}`)
      await stage.page.getByLabel('Email address').waitFor()
      await expect.poll(path).toMatch(/^\/sign-in(\/create)?$/)
    }
  })

  it('of a sign-up that waits for its code is where it goes on', async () => {
    const emailAddress = newAddress()
    await stage.page.goto(`${stage.app.url}/sign-up`)
    await stage.page.getByLabel('Email address').fill(emailAddress)
    await passwordField().fill(password)
    await press('Create account')
    const code = await stage.keywright.inbox.nextCode(emailAddress)
    expect(path()).toBe('/sign-up/verify-email-address')
    await stage.page.reload()
    await stage.page.getByLabel('Verification code').fill(code)
    await hello(emailAddress)
  })
})

describe('an attempt that has ended meanwhile', () => {
  it('begins again with the address kept, and says why', async () => {
    const { emailAddress } = await beginSignIn()
    await stage.keywright.pass(hours(25))
    await passwordField().fill(password)
    await press('Continue')
    await stage.page.getByText('That took a while, so the attempt has ended.').waitFor()
    expect(await stage.page.getByLabel('Email address').inputValue()).toBe(emailAddress)
    await press('Continue')
    await heading('Enter your password')
    await passwordField().fill(password)
    await press('Continue')
    await hello(emailAddress)
  })

  it('begins a sign-up again with what was typed', async () => {
    const emailAddress = newAddress()
    await stage.page.goto(`${stage.app.url}/sign-up`)
    await stage.page.getByLabel('Email address').fill(emailAddress)
    await passwordField().fill(password)
    await press('Create account')
    const code = await stage.keywright.inbox.nextCode(emailAddress)
    await stage.keywright.pass(hours(25))
    await stage.page.getByLabel('Verification code').fill(code)
    await stage.page.getByText('That took a while, so the attempt has ended.').waitFor()
    expect(await stage.page.getByLabel('Email address').inputValue()).toBe(emailAddress)
  })
})

describe('what the server refuses', () => {
  it('is said at the field, each time once, and has the focus', async () => {
    const { emailAddress } = await beginSignIn()
    for (const count of [1, 2]) {
      await passwordField().fill(`wrong password ${count}`)
      await press('Continue')
      await expect.poll(() => said('That password is not right.')).toBe(count)
    }
    const field = passwordField()
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    const describedBy = await field.getAttribute('aria-describedby')
    expect(await stage.page.locator(`#${describedBy}`).textContent()).toBe('That password is not right.')
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true)
    await field.fill(password)
    await press('Continue')
    await hello(emailAddress)
  })

  it('is said at the fields of a sign-up', async () => {
    await stage.page.goto(`${stage.app.url}/sign-up`)
    await stage.page.getByLabel('Email address').fill('ada@@example')
    await passwordField().fill('short')
    await press('Create account')
    await expect.poll(() => said('That is not an email address.')).toBe(1)
    const focused = await stage.page.evaluate(() => document.activeElement?.getAttribute('name'))
    expect(focused).toBe('email_address')
  })
})

describe('a server that is newer than the page', () => {
  it('offers a way that is unknown here: another is taken, and this one is not among them', async () => {
    const unknown = { strategy: 'hologram', primary: true }
    await rewriteSignIn(({ supported_first_factors: known = [] }) => ({
      supported_first_factors: [unknown, ...(known as object[])].filter(
        (factor) => (factor as { strategy: string }).strategy !== 'password',
      ),
    }))
    const member = await createMember(stage.keywright)
    await stage.page.goto(`${stage.app.url}/sign-in`)
    await portal.identify(stage.page, member.emailAddress)
    await heading('Check your email')
    await press('Use another method')
    await heading('Use another method')
    expect(await stage.page.getByText('hologram').count()).toBe(0)
    await press('Back')
    await stage.page
      .getByLabel('Verification code')
      .fill(await stage.keywright.inbox.nextCode(member.emailAddress))
    await hello(member.emailAddress)
  })

  it.each([
    {
      name: 'only ways that are unknown here',
      change: { supported_first_factors: [{ strategy: 'hologram' }] },
    },
    { name: 'a step that is unknown here', change: { status: 'needs_levitation' } },
  ])('asks for $name: the page says so, and leads to another account', async ({ change }) => {
    await rewriteSignIn(() => change)
    const member = await createMember(stage.keywright)
    await stage.page.goto(`${stage.app.url}/sign-in`)
    await portal.identify(stage.page, member.emailAddress)
    await heading('This account cannot sign in here')
    await press('Use another account')
    expect(await stage.page.getByLabel('Email address').inputValue()).toBe(member.emailAddress)
  })
})

describe('a tab that slept a night', () => {
  /** The lid is closed: no timer runs, and the server lives on. */
  async function sleep(): Promise<void> {
    await stage.keywright.pass(hours(9))
    await stage.page.clock.fastForward(hours(9))
    await stage.page.evaluate(() => dispatchEvent(new Event('focus')))
  }

  const getToken = () => stage.page.evaluate('Keywright.getToken()')

  it('wakes signed in, with a fresh token', async () => {
    await stage.page.clock.install()
    const { emailAddress } = await signInMember(stage)
    const before = await getToken()
    await sleep()
    await hello(emailAddress)
    const madeAt = (jwt: unknown) => JSON.parse(atob(String(jwt).split('.')[1] ?? '')).iat
    expect(madeAt(await getToken()) - madeAt(before)).toBeGreaterThan(hours(8) / 1000)
    await stage.page.getByRole('button', { name: `Account of ${emailAddress}` }).waitFor()
  })

  it('wakes signed out where the session was ended in the night', async () => {
    await stage.page.clock.install()
    const { id } = await signInMember(stage)
    const { data: sessions } = await callBackend<{ data: { id: string }[] }>(
      stage.keywright,
      'GET',
      `/sessions?user_id=${id}&status=active&paginated=true`,
    )
    for (const session of sessions)
      await callBackend(stage.keywright, 'POST', `/sessions/${session.id}/revoke`)
    await sleep()
    await stage.page.getByText('Hello stranger').waitFor()
    expect(await getToken()).toBeNull()
    expect(await stage.page.getByRole('button', { name: /Account of/ }).count()).toBe(0)
  })
})
