/** Parts of a page for those they are for, decided on the server: others are not sent them. */
import { isFor } from '@keywright/js/binding'
import type { ProtectProps, ShowProps } from '@keywright/react'
import type { ReactNode } from 'react'
import { auth } from '../server/auth.ts'

type GuardProps = Pick<ShowProps, 'children' | 'treatPendingAsSignedOut'>

export async function Show(props: ShowProps): Promise<ReactNode> {
  const { when, fallback = null, children, treatPendingAsSignedOut } = props
  const { userId, has } = await auth({ treatPendingAsSignedOut })
  return isFor(when, { isSignedIn: Boolean(userId), has }) ? children : fallback
}

export function SignedIn(props: GuardProps) {
  return <Show when="signed-in" {...props} />
}

export function SignedOut(props: GuardProps) {
  return <Show when="signed-out" {...props} />
}

/** Shows its children to those who may; without any condition, to whoever is signed in. */
export function Protect(props: ProtectProps) {
  const { condition, role, permission, feature, plan, reverification, ...others } = props
  const named = Object.entries({ role, permission, feature, plan, reverification })
  const wanted = Object.fromEntries(named.filter(([, value]) => value !== undefined))
  const isNamed = Object.keys(wanted).length > 0
  return <Show when={condition ?? (isNamed ? wanted : 'signed-in')} {...others} />
}
