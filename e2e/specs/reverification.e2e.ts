/** Sensitive changes ask for a recent proof: the profile asks for it, and does again what waited for it. */
import { describe, expect, it } from 'vitest'
import { newAddress, password } from '../support/browser.ts'
import { callBackend, knowsPassword, type Member } from '../support/members.ts'
import { minutes } from '../support/moved-clock.ts'
import { setStage, signInMember } from '../support/stage.ts'

const stage = setStage(['sessions.reverification=true'])
const next = 'an entirely different secret 7'

const press = (name: string) => stage.page.getByRole('button', { name, exact: true }).click()
const proof = () => stage.page.getByRole('dialog', { name: 'Is it you?' })

/** Signed in longer ago than a proof counts as recent. */
async function openProfile(path: string, given?: { hasPassword: boolean }): Promise<Member> {
  const member = await signInMember(stage, path, given)
  await stage.keywright.pass(minutes(11))
  return member
}

async function prove(secret = password): Promise<void> {
  await proof().getByLabel('Password', { exact: true }).fill(secret)
  await proof().getByRole('button', { name: 'Continue', exact: true }).click()
}

async function changePassword(): Promise<void> {
  await press('Change password')
  await stage.page.getByLabel('Current password', { exact: true }).fill(password)
  await stage.page.getByLabel('New password', { exact: true }).fill(next)
  await press('Save')
}

describe('a proof that is old', () => {
  it('is asked for once more before a new password, which is then saved without being typed again', async () => {
    const member = await openProfile('/profile/security')
    await changePassword()
    await prove('not this one')
    await proof().getByText('That password is not right.').waitFor()
    expect(await knowsPassword(stage.keywright, member, next)).toBe(false)
    await prove()
    await stage.page.getByText('Your new password is saved.').waitFor()
    await proof().waitFor({ state: 'detached' })
    expect(await knowsPassword(stage.keywright, member, next)).toBe(true)
  })

  it('leaves everything as it was when it is not given, and asks again', async () => {
    const member = await openProfile('/profile/security')
    await changePassword()
    await proof().waitFor()
    await stage.page.keyboard.press('Escape')
    await proof().waitFor({ state: 'detached' })
    expect(await stage.page.getByLabel('New password', { exact: true }).inputValue()).toBe(next)
    expect(await stage.page.evaluate(() => document.activeElement?.textContent)).toBe('Save')
    expect(await stage.page.getByRole('alert').allTextContents()).not.toContain(expect.stringMatching(/./))
    expect(await knowsPassword(stage.keywright, member, password)).toBe(true)
    await press('Save')
    await prove()
    await stage.page.getByText('Your new password is saved.').waitFor()
  })

  it('is given by a code where there is no password, to add an address', async () => {
    const member = await openProfile('/profile', { hasPassword: false })
    const other = newAddress('grace')
    await press('Add an email address')
    await stage.page.getByLabel('Email address', { exact: true }).fill(other)
    await press('Add')
    await proof()
      .getByLabel('Verification code')
      .fill(await stage.keywright.inbox.nextCode(member.emailAddress))
    await proof().waitFor({ state: 'detached' })
    await stage.page.getByLabel('Verification code').fill(await stage.keywright.inbox.nextCode(other))
    await stage.page.getByText('The address is confirmed.').waitFor()
  })

  it('is asked for before an account is deleted, and then lets its user go', async () => {
    const { id } = await openProfile('/profile/security')
    await press('Delete your account')
    await stage.page.getByLabel('To go on, type').fill('delete my account')
    await press('Delete account')
    await prove()
    await stage.page.getByText('Hello stranger').waitFor()
    await expect(callBackend(stage.keywright, 'GET', `/users/${id}`)).rejects.toThrow('404')
  })
})
