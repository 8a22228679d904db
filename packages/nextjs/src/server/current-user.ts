import type { AuthOptions } from '@keywright/adapter-core'
import type { User } from '@keywright/backend'
import { cache } from 'react'
import { auth } from './auth.ts'
import { keywrightClient } from './keywright-client.ts'

type CurrentUserOptions = Pick<AuthOptions, 'treatPendingAsSignedOut'>

/** Asked once for each request that draws components; elsewhere React keeps nothing. */
const getUser = (cache ?? ((read) => read))((userId: string) => keywrightClient.users.getUser(userId))

/** The signed-in user as the Backend API knows them; `null` for strangers. What it holds is not all for browsers. */
export async function currentUser(options: CurrentUserOptions = {}): Promise<User | null> {
  const { userId } = await auth({ ...options, acceptsToken: 'session_token' })
  return userId ? await getUser(userId) : null
}
