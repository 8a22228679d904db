import { auth, getAuth } from '@keywright/nextjs/server'
import type { NextRequest } from 'next/server'

export const runtime = 'edge'

export async function GET(request: NextRequest) {
  const { userId } = await auth()
  return Response.json({ userId, same: getAuth(request).userId === userId })
}
