/** `clerk.signIn` and `clerk.signOut` as tutorials call them, without a page that has to be open. */
import type { TestPage } from './browser-context.ts'
import { createFrontendCalls, type SignInAnswer } from './frontend-calls.ts'
import { signInAs, signInWithTicket } from './sign-in-as.ts'
import { findTarget, type TestTarget } from './test-target.ts'
import { TestingError } from './testing-error.ts'

export type SignInParams =
  | { strategy: 'password'; identifier: string; password: string }
  | { strategy: 'email_code'; identifier: string }
  | { strategy: 'ticket'; ticket: string }

export type SignInInput = { page: TestPage; target?: TestTarget } & (
  | { signInParams: SignInParams }
  | { emailAddress: string }
)

/** Every address with `+clerk_test` has it; nothing is sent. */
const testCode = '424242'

export const clerk = {
  async signIn(input: SignInInput): Promise<void> {
    const { page, target } = input
    if ('emailAddress' in input) await signInAs(page, { emailAddress: input.emailAddress }, target)
    else await signInWith(page, input.signInParams, target)
    await showAgain(page)
  },

  /** Ends every session of the browser. */
  async signOut({ page, target }: { page: TestPage; target?: TestTarget }): Promise<void> {
    await createFrontendCalls(page.context(), findTarget(target)).signOut()
    await showAgain(page)
  },

  /** Until the page has loaded; the official helper waits for a global that bundled apps of ours do not have. */
  async loaded({ page }: { page: TestPage & { waitForLoadState(): Promise<void> } }): Promise<void> {
    await page.waitForLoadState()
  },
}

async function signInWith(page: TestPage, params: SignInParams, given?: TestTarget): Promise<void> {
  const target = findTarget(given)
  if (params.strategy === 'ticket') return await signInWithTicket(page, target, params.ticket)
  const calls = createFrontendCalls(page.context(), target)
  if (params.strategy === 'password') {
    const { identifier, password } = params
    await calls.finish(await calls.post<SignInAnswer>('/client/sign_ins', { identifier, password }))
    return
  }
  const begun = await calls.post<SignInAnswer>('/client/sign_ins', { identifier: params.identifier })
  const factor = begun.supported_first_factors?.find(({ strategy }) => strategy === 'email_code')
  if (!factor?.email_address_id)
    throw new TestingError('sign_in_incomplete', 'this user cannot sign in with a code by mail.')
  const at = `/client/sign_ins/${begun.id}`
  await calls.post(`${at}/prepare_first_factor`, {
    ...{ strategy: 'email_code', email_address_id: factor.email_address_id },
  })
  await calls.finish(
    await calls.post<SignInAnswer>(`${at}/attempt_first_factor`, { strategy: 'email_code', code: testCode }),
  )
}

/** A page that is open is shown as whoever it is for now. */
async function showAgain(page: TestPage): Promise<void> {
  if (/^https?:/.test(page.url())) await page.reload()
}
