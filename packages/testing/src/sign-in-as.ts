/** Signs a browser of a test in without a click: with a ticket, as a link that an operator sends would. */
import type { TestPage } from './browser-context.ts'
import { createFrontendCalls, type SignInAnswer } from './frontend-calls.ts'
import { type FoundTarget, findTarget, type TestTarget } from './test-target.ts'
import { TestingError } from './testing-error.ts'

/** A user of `createTestUser`, or one that is there: by id or by address. */
export type Who = { id: string } | { userId: string } | { emailAddress: string }

const ticketSeconds = 300

/** Afterwards the browser is signed in; the next page that is opened knows. */
export async function signInAs(page: TestPage, who: Who, target?: TestTarget): Promise<void> {
  const found = findTarget(target)
  const userId = await findUserId(found, who)
  const { token } = await found.client.signInTokens.createSignInToken({
    ...{ userId, expiresInSeconds: ticketSeconds },
  })
  if (token === undefined) throw new TestingError('request_refused', 'the server gave no ticket.')
  await signInWithTicket(page, found, token)
}

export async function signInWithTicket(page: TestPage, target: FoundTarget, ticket: string): Promise<void> {
  const calls = createFrontendCalls(page.context(), target)
  // Whoever was signed in before: a browser of most apps is for one at a time.
  await calls.signOut()
  await calls.finish(await calls.post<SignInAnswer>('/client/sign_ins', { strategy: 'ticket', ticket }))
}

async function findUserId({ client }: FoundTarget, who: Who): Promise<string> {
  if ('id' in who) return who.id
  if ('userId' in who) return who.userId
  const { data } = await client.users.getUserList({ emailAddress: [who.emailAddress], limit: 1 })
  if (data[0]) return data[0].id
  throw new TestingError(
    'user_not_found',
    `nobody has the address ${who.emailAddress}. Make a user with createTestUser.`,
  )
}
