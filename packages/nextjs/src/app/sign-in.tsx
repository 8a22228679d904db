/** Sign-in and sign-up with their first step in the first HTML: they are seen before any code has come. */
import { readAppearance } from '@keywright/js/appearance'
import type { HostProps } from '@keywright/react'
import { SignInHost, SignUpHost } from '../client/form-hosts.tsx'
import { renderFirstStep } from './render-first-step.ts'

export async function SignIn(props: HostProps) {
  const placed = placedBy(props)
  return <SignInHost {...placed} rendered={await renderFirstStep('sign-in', placed)} />
}

export async function SignUp(props: HostProps) {
  const placed = placedBy(props)
  return <SignUpHost {...placed} rendered={await renderFirstStep('sign-up', placed)} />
}

/** Whoever names a path means it. */
function placedBy({ appearance, ...props }: HostProps): HostProps {
  const looks = appearance ? { appearance: readAppearance(appearance) } : {}
  return { ...(props.path === undefined ? {} : { routing: 'path' }), ...props, ...looks }
}
