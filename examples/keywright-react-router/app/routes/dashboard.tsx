import { readMember } from '../member.server'
import type { Route } from './+types/dashboard'

export const loader = (args: Route.LoaderArgs) => readMember(args)

export default function Dashboard({ loaderData }: Route.ComponentProps) {
  return (
    <>
      <h1>Dashboard</h1>
      <p>
        You are <span data-testid="email">{loaderData.email}</span>.
      </p>
    </>
  )
}
