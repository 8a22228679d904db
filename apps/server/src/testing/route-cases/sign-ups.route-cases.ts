import {
  annotateSignUpRoute,
  createSignInTokenRoute,
  readSignUpRoute,
  revokeSignInTokenRoute,
} from '@keywright/contract'
import { createUser, newEmail } from '../factories/users.factory.ts'
import { createTestBrowser } from '../test-browser.ts'
import type { BackendRouteCase, Tenant } from './route-case.ts'

const user = async ({ app, scope }: Tenant) => ({ user_id: (await createUser(app, {}, scope)).id })

async function ticket(tenant: Tenant) {
  const { user_id: userId } = await user(tenant)
  const { token } = await tenant.app.services.signInTokens.create(tenant.scope, {
    userId,
    expiresInSeconds: 60,
  })
  return { sign_in_token_id: token.id }
}

async function signUp({ app, instance }: Tenant) {
  app.clock.advance(60_000)
  const browser = createTestBrowser(app, { instance })
  const { body } = await browser.post('/v1/client/sign_ups', { email_address: newEmail() })
  return { id: body.response.id as string }
}

export const signUpRouteCases: readonly BackendRouteCase[] = [
  { route: createSignInTokenRoute, arrange: user, body: ({ user_id }) => ({ user_id }) },
  { route: revokeSignInTokenRoute, arrange: ticket },
  { route: readSignUpRoute, arrange: signUp },
  { route: annotateSignUpRoute, arrange: signUp, body: () => ({ custom_action: true }) },
]
