import { users } from '../users.server'
import type { Route } from './+types/members'

export const loader = async () => ({ members: (await users?.list()) ?? [] })

export default function Members({ loaderData: { members } }: Route.ComponentProps) {
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
