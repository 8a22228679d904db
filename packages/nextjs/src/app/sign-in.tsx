/** Sign-in and sign-up with their first step in the first HTML: they are seen before any code has come. */
import type { HostProps } from '@keywright/react'
import { SignInHost, SignUpHost } from '../client/form-hosts.tsx'
import { renderFirstStep } from './render-first-step.ts'

export async function SignIn(props: HostProps) {
  const placed = withRouting(props)
  return <SignInHost {...placed} rendered={await renderFirstStep('sign-in', placed)} />
}

export async function SignUp(props: HostProps) {
  const placed = withRouting(props)
  return <SignUpHost {...placed} rendered={await renderFirstStep('sign-up', placed)} />
}

/** Whoever names a path means it. */
const withRouting = (props: HostProps): HostProps =>
  props.path === undefined ? props : { routing: 'path', ...props }
