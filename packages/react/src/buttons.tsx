import type { Keywright, SignOutOptions } from '@keywright/js'
import { urlsOfButton } from '@keywright/js/binding'
import {
  Children,
  cloneElement,
  isValidElement,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
} from 'react'
import { useKeywright } from './keywright-context.ts'

interface ButtonProps {
  /** One element that can be clicked; absent or a text: a button. */
  children?: ReactNode
}

export interface AuthButtonProps extends ButtonProps {
  mode?: 'redirect' | 'modal'
  forceRedirectUrl?: string
  fallbackRedirectUrl?: string
  /** Of the dialog: whether providers are gone to in a window over it. */
  oauthFlow?: 'auto' | 'redirect' | 'popup'
}

export interface SignOutButtonProps extends ButtonProps, SignOutOptions {}

export function SignInButton({ children = 'Sign in', mode, ...dialog }: AuthButtonProps) {
  const keywright = useKeywright()
  return actingButton(children, () =>
    mode === 'modal' ? keywright.openSignIn(dialog) : keywright.redirectToSignIn(urlsOfButton(dialog)),
  )
}

export function SignUpButton({ children = 'Sign up', mode, ...dialog }: AuthButtonProps) {
  const keywright = useKeywright()
  return actingButton(children, () =>
    mode === 'modal' ? keywright.openSignUp(dialog) : keywright.redirectToSignUp(urlsOfButton(dialog)),
  )
}

export function SignOutButton({ children = 'Sign out', ...options }: SignOutButtonProps) {
  const keywright: Keywright = useKeywright()
  return actingButton(children, () => keywright.signOut(options))
}

interface Clickable {
  onClick?: (event: MouseEvent) => unknown
}

/** Lets the child act when it is clicked, after whatever it does itself. */
function actingButton(children: ReactNode, act: () => unknown): ReactElement {
  const child = isValidElement<Clickable>(children) ? (
    Children.only(children)
  ) : (
    <button type="button">{children}</button>
  )
  const { onClick } = child.props as Clickable
  return cloneElement(child as ReactElement<Clickable>, {
    async onClick(event: MouseEvent) {
      try {
        await onClick?.(event)
        if (!event.defaultPrevented) await act()
      } catch (error) {
        reportError(error)
      }
    },
  })
}
