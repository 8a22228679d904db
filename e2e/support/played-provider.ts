/** What a person does at a provider that the server plays in development. */
import type { Page } from 'playwright-core'

/** Waits for the provider's page, and comes as somebody who is on it. */
export async function comeAs(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('heading', { name: /^Continue to / }).waitFor()
  await page.getByRole('button', { name }).first().click()
}

/** Lets something go wrong there. */
export async function letGoWrong(page: Page, name: string | RegExp): Promise<void> {
  await page.getByText('Let something go wrong').click()
  await comeAs(page, name)
}

/** Comes with an address nobody has used yet. */
export async function comeWith(page: Page, emailAddress: string, { verified = true } = {}): Promise<void> {
  await page.getByLabel('Your own email address').fill(emailAddress)
  await page.getByLabel('The provider has verified it').setChecked(verified)
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
}
