'use client'
import { type HostProps, SignIn, SignUp } from '@keywright/react'
import { css } from '@keywright/ui/styles'
import { useSyncExternalStore } from 'react'

export function SignInHost(props: HostProps) {
  const rendered = useFirstHtml(props.rendered)
  return (
    <>
      <FirstStyles />
      <SignIn {...props} rendered={rendered} />
    </>
  )
}

export function SignUpHost(props: HostProps) {
  const rendered = useFirstHtml(props.rendered)
  return (
    <>
      <FirstStyles />
      <SignUp {...props} rendered={rendered} />
    </>
  )
}

/** The rules stand in the first HTML. Where a policy forbids that, they come with the code of the component. */
function FirstStyles() {
  // Written so that bundlers leave the text out of what browsers load.
  return typeof window === 'undefined' ? (
    <style href="keywright-styles" precedence="keywright">
      {css}
    </style>
  ) : null
}

const never = () => () => undefined

/** Only a page that a server has written brings the rules along: on one that the router has gone to, the HTML would stand there bare. */
function useFirstHtml(rendered: HostProps['rendered']): HostProps['rendered'] {
  const isComingAlive = useSyncExternalStore(
    never,
    () => false,
    () => true,
  )
  return isComingAlive ? rendered : undefined
}
