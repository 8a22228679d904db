'use server'
import { auth } from '@keywright/nextjs/server'

export async function who(): Promise<string> {
  const { userId } = await auth.protect()
  return userId
}
