import { requireAuth } from '@keywright/tanstack-react-start/server'
import { createFileRoute } from '@tanstack/react-router'
import { readMember } from '../../member'

export const Route = createFileRoute('/api/me')({
  server: {
    middleware: [requireAuth()],
    handlers: { GET: async () => Response.json(await readMember({ data: '/' })) },
  },
})
