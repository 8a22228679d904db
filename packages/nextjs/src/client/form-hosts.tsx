'use client'
import { type HostProps, type RenderedComponent, SignIn, SignUp } from '@keywright/react'
import { css } from '@keywright/ui/styles'
import { useSyncExternalStore } from 'react'

/** The first step of a form as the server drew it. */
export interface FirstStep extends RenderedComponent {
  /** The colours that the app has chosen, as rules. */
  theme?: string | undefined
}

interface FormProps extends Omit<HostProps, 'rendered'> {
  rendered?: FirstStep | undefined
}

export function SignInHost({ rendered, ...props }: FormProps) {
  return (
    <>
      <FirstStyles name="sign-in" theme={rendered?.theme} />
      <SignIn {...props} rendered={useFirstHtml(rendered)} />
    </>
  )
}

export function SignUpHost({ rendered, ...props }: FormProps) {
  return (
    <>
      <FirstStyles name="sign-up" theme={rendered?.theme} />
      <SignUp {...props} rendered={useFirstHtml(rendered)} />
    </>
  )
}

/** The rules stand in the first HTML. Where a policy forbids that, they come with the code of the component. */
function FirstStyles({ name, theme = '' }: { name: string; theme: string | undefined }) {
  // Written so that bundlers leave the text out of what browsers load.
  if (typeof window !== 'undefined') return null
  return (
    <>
      <style href="keywright-styles" precedence="keywright">
        {css}
      </style>
      {theme ? (
        <style href={`keywright-theme-${name}`} precedence="keywright">
          {theme}
        </style>
      ) : null}
    </>
  )
}

const never = () => () => undefined

/** Only a page that a server has written brings the rules along: on one that the router has gone to, the HTML would stand there bare. */
function useFirstHtml(rendered: FirstStep | undefined): RenderedComponent | undefined {
  const isComingAlive = useSyncExternalStore(
    never,
    () => false,
    () => true,
  )
  return isComingAlive ? rendered : undefined
}
