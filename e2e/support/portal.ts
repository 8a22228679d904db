/** What a person does with our own components, by what they read on them. */
import type { DevInbox } from '@keywright/test-kit'
import type { Page } from 'playwright-core'
import type { Person } from './flows.ts'

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

/** Fills the sign-up card that is shown, and the code that comes by mail. */
export async function signUp(page: Page, inbox: DevInbox, { emailAddress, password }: Person): Promise<void> {
  await page.getByRole('heading', { name: 'Create your account' }).waitFor()
  await page.getByLabel('Email address').fill(emailAddress)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await press(page, 'Create account')
  // The card sends the code by itself once it is complete.
  await page.getByLabel('Verification code').fill(await inbox.nextCode(emailAddress))
}

/** Names the account on the sign-in card that is shown. */
export async function identify(page: Page, emailAddress: string): Promise<void> {
  await page.getByLabel('Email address').fill(emailAddress)
  await press(page, 'Continue')
}

/** Fills the sign-in card that is shown, where an account has no password. */
export async function signInByCode(page: Page, inbox: DevInbox, { emailAddress }: Person): Promise<void> {
  await identify(page, emailAddress)
  await page.getByLabel('Verification code').fill(await inbox.nextCode(emailAddress))
}

/** Fills the sign-in card that is shown. */
export async function signIn(page: Page, { emailAddress, password }: Person): Promise<void> {
  await identify(page, emailAddress)
  // The step before has a password field of its own, for password managers.
  await page.getByRole('heading', { name: 'Enter your password' }).waitFor()
  await page.getByLabel('Password', { exact: true }).fill(password)
  await press(page, 'Continue')
}
