import { requireAuth } from '@keywright/tanstack-react-start/server'
import { createFileRoute } from '@tanstack/react-router'
import { readMember } from '../member'

export const Route = createFileRoute('/dashboard')({
  server: { middleware: [requireAuth()] },
  loader: () => readMember({ data: '/dashboard' }),
  component: Dashboard,
})

function Dashboard() {
  const { email } = Route.useLoaderData()
  return (
    <>
      <h1>Dashboard</h1>
      <p>
        You are <span data-testid="email">{email}</span>.
      </p>
    </>
  )
}
