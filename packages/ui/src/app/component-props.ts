import type { OAuthFlow, SignUpValues } from '@keywright/js/flows'
import type { Localization } from '../localization/translate.ts'
import type { Appearance } from './appearance.ts'
import type { Routing } from './router.ts'

interface CommonProps {
  appearance?: Appearance
  localization?: Localization
  /** Goes there afterwards, whatever the page was asked for. */
  forceRedirectUrl?: string
  /** Goes there when nothing else was asked for. */
  fallbackRedirectUrl?: string
  /** Whether providers are gone to in a window over the page; `auto`, as by default: only where the page cannot be left. */
  oauthFlow?: OAuthFlow
}

export type SignInProps = CommonProps &
  Routing & {
    signUpUrl?: string
    /** Whether strangers sign up in the same place; by default unless `signUpUrl` names another. */
    withSignUp?: boolean
    /** Whether somebody without an account who came by a provider signs up with what it said; by default they do. */
    transferable?: boolean
    initialValues?: { identifier?: string }
  }

export type SignUpProps = CommonProps &
  Routing & {
    signInUrl?: string
    transferable?: boolean
    initialValues?: SignUpValues
  }

/** Which component takes which properties. */
export interface ComponentProps {
  'sign-in': SignInProps
  'sign-up': SignUpProps
}

export type ComponentKind = keyof ComponentProps
