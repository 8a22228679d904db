import { auth } from '@keywright/nextjs/server'

export default async function Admin() {
  await auth.protect({ role: 'org:admin' })
  return <p>secret</p>
}
