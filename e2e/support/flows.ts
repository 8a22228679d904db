/** What a person does with the official components, by what they read on them. */
import type { DevInbox } from '@keywright/test-kit'
import type { Page } from 'playwright-core'

export interface Person {
  emailAddress: string
  password: string
}

export const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' }).click()

/** Fills the sign-up card that is shown, and the code that comes by mail. */
export async function signUp(page: Page, inbox: DevInbox, { emailAddress, password }: Person): Promise<void> {
  await page.getByLabel('Email address').fill(emailAddress)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await press(page, 'Continue')
  await enterCode(page, await inbox.nextCode(emailAddress))
}

/** Types a code into the card that asks for one. The card sends it by itself. */
export async function enterCode(page: Page, code: string): Promise<void> {
  const field = page.getByLabel('Enter verification code')
  await field.click()
  await field.pressSequentially(code)
}

/** Names the account on the sign-in card that is shown. */
export async function identify(page: Page, emailAddress: string): Promise<void> {
  await page.getByLabel('Email address').fill(emailAddress)
  await press(page, 'Continue')
}

/** Fills the sign-in card that is shown. */
export async function signIn(page: Page, { emailAddress, password }: Person): Promise<void> {
  await identify(page, emailAddress)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await press(page, 'Continue')
}

/** Signs out with the user button, and waits for the page it leads to. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open user menu' }).click()
  const led = page.waitForEvent('load')
  await page.getByText('Sign out', { exact: true }).click()
  await led
}
