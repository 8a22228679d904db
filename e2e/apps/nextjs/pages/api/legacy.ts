import { getAuth } from '@keywright/nextjs/server'
import type { NextApiRequest, NextApiResponse } from 'next'

export default function handler(request: NextApiRequest, response: NextApiResponse) {
  response.json({ userId: getAuth(request).userId })
}
