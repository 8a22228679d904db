import { auth } from '@keywright/nextjs/server'

/** The matcher leaves it out. */
export default async function Unmatched() {
  const { userId } = await auth()
  return <p>secret of {userId ?? 'nobody'}</p>
}
