/** What pages ask the server. A server function has an address of its own, so each looks who asks. */
import { auth, keywrightClient, redirectToSignIn } from '@keywright/tanstack-react-start/server'
import { createServerFn } from '@tanstack/react-start'
import { users } from './users.server'

const page = (path: string) => path

/** Who asks, and their address, from the Backend API; strangers are led to the sign-in and back to the page. */
export const readMember = createServerFn({ method: 'GET' })
  .validator(page)
  .handler(async ({ data }) => {
    const { userId } = await auth()
    if (!userId) return redirectToSignIn({ returnBackUrl: data })
    return addressOf(userId)
  })

export const listMembers = createServerFn({ method: 'GET' })
  .validator(page)
  .handler(async ({ data }) => {
    const { userId } = await auth()
    if (!userId) return redirectToSignIn({ returnBackUrl: data })
    const rows = (await users?.list()) ?? []
    return rows.map(({ id, email, name }) => ({ id, email, name }))
  })

async function addressOf(userId: string) {
  const user = await keywrightClient().users.getUser(userId)
  return { userId, email: user.primaryEmailAddress?.emailAddress }
}
