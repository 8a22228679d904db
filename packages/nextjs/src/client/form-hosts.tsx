'use client'
import '@keywright/ui/styles.css'
import { type HostProps, SignIn, SignUp } from '@keywright/react'

export function SignInHost(props: HostProps) {
  return <SignIn {...props} />
}

export function SignUpHost(props: HostProps) {
  return <SignUp {...props} />
}
