import { requireAuth } from '@keywright/react-router/server'
import { Outlet } from 'react-router'
import type { Route } from './+types/members-only'

/** For all routes below: a stranger is sent to the sign-in and comes back, a program is answered with 401. */
export const middleware: Route.MiddlewareFunction[] = [requireAuth()]

export default function MembersOnly() {
  return <Outlet />
}
