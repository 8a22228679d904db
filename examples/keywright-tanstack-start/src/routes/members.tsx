import { requireAuth } from '@keywright/tanstack-react-start/server'
import { createFileRoute } from '@tanstack/react-router'
import { listMembers } from '../member'

export const Route = createFileRoute('/members')({
  server: { middleware: [requireAuth()] },
  loader: () => listMembers({ data: '/members' }),
  component: Members,
})

function Members() {
  const members = Route.useLoaderData()
  if (members.length === 0)
    return (
      <>
        <h1>Members</h1>
        <p>Nobody has signed up since the webhook was set.</p>
      </>
    )
  return (
    <>
      <h1>Members</h1>
      <table>
        <thead>
          <tr>
            <th>Address</th>
            <th>Name</th>
          </tr>
        </thead>
        <tbody>
          {members.map(({ id, email, name }) => (
            <tr key={id}>
              <td>{email}</td>
              <td>{name}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
