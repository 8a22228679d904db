import { auth } from '@keywright/nextjs/server'

/** As it was written when `auth()` was synchronous. */
export default function Old() {
  return <p data-testid="old">{read()}</p>
}

function read(): string {
  try {
    const { userId, orgRole } = auth()
    return `read ${userId ?? 'nobody'} ${orgRole ?? 'without a role'}`
  } catch (error) {
    return String((error as { code?: string }).code)
  }
}

export const dynamic = 'force-dynamic'
