'use server'
import { cookies } from 'next/headers.js'

/**
 * Makes the browser forget the pages that it fetched ahead for somebody else, and draws the one it is on anew: Next.js does both
 * after an action that changed a cookie, and only then. The cookie is none.
 */
export async function forgetPages(): Promise<void> {
  const jar = await cookies()
  jar.delete('__keywright_none')
}
