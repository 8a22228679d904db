/** Every flow by keyboard alone: the focus is seen, is where the next thing is typed, and goes back to where it came from. */
import { describe, expect, it } from 'vitest'
import { newAddress, password } from '../support/browser.ts'
import { createMember, knowsPassword } from '../support/members.ts'
import { place, tabTo } from '../support/seen-focus.ts'
import { setStage, signInMember } from '../support/stage.ts'

const stage = setStage()
const next = 'an entirely different secret 7'

const heading = (name: string) => stage.page.getByRole('heading', { name, exact: true }).waitFor()
const hello = (address: string) => stage.page.getByText(`Hello ${address}`).waitFor()
const keys = async (...names: string[]) => {
  for (const name of names) await stage.page.keyboard.press(name)
}
const type = (text: string) => stage.page.keyboard.type(text)
const focused = async () => (await place(stage.page)).name
const enter = async (name: string | RegExp) => {
  await tabTo(stage.page, name)
  await keys('Enter')
}

async function identify(): Promise<{ id: string; emailAddress: string }> {
  const member = await createMember(stage.keywright)
  await stage.page.goto(`${stage.app.url}/sign-in`)
  await expect.poll(focused).toBe('Email address')
  await type(member.emailAddress)
  await keys('Enter')
  await heading('Enter your password')
  expect(await focused()).toBe('Password')
  return member
}

describe('by keyboard alone', () => {
  it('one signs in with a password, after looking at it', async () => {
    const { emailAddress } = await identify()
    await type(password)
    await tabTo(stage.page, 'Show password')
    await keys('Space')
    expect(await focused()).toBe('Hide password')
    expect(await stage.page.locator('input[name=password]').getAttribute('type')).toBe('text')
    await enter('Continue')
    await hello(emailAddress)
  })

  it('one signs in with a code', async () => {
    const { emailAddress } = await identify()
    await enter('Use another method')
    await heading('Use another method')
    expect(await focused()).toBe('Use another method')
    await enter(/^Get a code by email/)
    await heading('Check your email')
    expect(await place(stage.page)).toEqual({ name: 'Verification code', isSeen: true })
    await type('000000')
    await stage.page.getByText('That code is not right.').waitFor()
    expect(await focused()).toBe('Verification code')
    await type(await stage.keywright.inbox.nextCode(emailAddress))
    await hello(emailAddress)
  })

  it('one chooses a new password', async () => {
    const member = await identify()
    await stage.page.keyboard.press('Shift+Tab')
    expect(await focused()).toBe('Forgot password?')
    await keys('Enter')
    await heading('Forgot your password?')
    await enter('Send the code')
    await heading('Check your email')
    await type(await stage.keywright.inbox.nextCode(member.emailAddress))
    await heading('Choose a new password')
    expect(await focused()).toBe('New password')
    await type(next)
    await keys('Enter')
    await hello(member.emailAddress)
    expect(await knowsPassword(stage.keywright, { ...member, password, hasPassword: true }, next)).toBe(true)
  })

  it('one signs up', async () => {
    const emailAddress = newAddress()
    await stage.page.goto(`${stage.app.url}/sign-up`)
    await expect.poll(focused).toBe('First name')
    await type('Ada')
    await tabTo(stage.page, 'Email address')
    await type(emailAddress)
    expect(await tabTo(stage.page, 'Password')).toEqual([])
    await type(password)
    await enter('Create account')
    await heading('Confirm your email address')
    expect(await focused()).toBe('Verification code')
    await type(await stage.keywright.inbox.nextCode(emailAddress))
    await hello(emailAddress)
  })

  it('one opens the menu, the profile from it, and comes back', async () => {
    const { emailAddress } = await signInMember(stage)
    const button = `Account of ${emailAddress}`
    await stage.page.getByRole('button', { name: button }).waitFor()
    await tabTo(stage.page, button)
    await keys('Enter')
    await expect.poll(() => place(stage.page)).toEqual({ name: 'Manage account', isSeen: true })
    await keys('Escape')
    expect(await focused()).toBe(button)
    await keys('ArrowDown')
    await expect.poll(focused).toBe('Manage account')
    await keys('End')
    expect(await focused()).toBe('Sign out')
    await keys('Home', 'Enter')
    await stage.page.getByRole('dialog').waitFor()
    await expect.poll(focused).toBe('Profile')
    await enter('Security')
    await expect.poll(focused).toBe('Security')
    await keys('Escape')
    await stage.page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await focused()).toBe(button)
    await keys('Enter')
    await expect.poll(focused).toBe('Manage account')
    await keys('End', 'Enter')
    await stage.page.getByText('Hello stranger').waitFor()
  })

  it('one changes each section of the profile, and is back where one was', async () => {
    const member = await signInMember(stage, '/profile')
    await heading('Profile')
    await enter('Edit name')
    expect(await focused()).toBe('First name')
    await type('Ada')
    await enter('Save')
    await stage.page.getByText('Saved.').waitFor()
    expect(await focused()).toBe('Edit name')

    const other = newAddress('grace')
    await enter('Add an email address')
    expect(await focused()).toBe('Email address')
    await type(other)
    await keys('Enter')
    await stage.page.getByLabel('Verification code').waitFor()
    expect(await focused()).toBe('Verification code')
    await type(await stage.keywright.inbox.nextCode(other))
    await stage.page.getByText('The address is confirmed.').waitFor()
    expect(await focused()).toBe('Add an email address')
    await stage.page.keyboard.press('Shift+Tab')
    expect(await focused()).toBe(`Remove: ${other}`)
    await keys('Enter')
    // What cannot be undone is not a slip of the enter key away.
    expect(await focused()).toBe('Cancel')
    await stage.page.keyboard.press('Shift+Tab')
    await keys('Enter')
    await stage.page.getByText('The address is removed.').waitFor()

    await stage.page.goto(`${stage.app.url}/profile/security`)
    await heading('Security')
    await enter('Change password')
    expect(await focused()).toBe('Current password')
    await type(password)
    await tabTo(stage.page, 'New password')
    await type(next)
    await keys('Enter')
    await stage.page.getByText('Your new password is saved.').waitFor()
    expect(await focused()).toBe('Change password')
    expect(await knowsPassword(stage.keywright, member, next)).toBe(true)
  })
})
