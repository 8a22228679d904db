import type { Keywright } from '../interface.ts'
import type { SessionResource } from '../resources/session.ts'

/** What Google’s own prompt can be told. */
export interface GoogleOneTapProps {
  cancelOnTapOutside?: boolean
  /** For browsers that keep trackers out. */
  itpSupport?: boolean
  /** Shown by the browser (FedCM) rather than by Google’s script. */
  fedCmSupport?: boolean
  signInForceRedirectUrl?: string
  signUpForceRedirectUrl?: string
}

/** How an app leads on by itself. */
export interface SsoCallbackLeads {
  navigateToApp(params: { session: SessionResource }): unknown
  navigateToSignIn(): unknown
  navigateToSignUp(): unknown
}

const [signIn, signUp] = ['#sign-in', '#sign-up']

/** Does what the page does that a provider leads back to, and lets the app lead on: by names in place of addresses. */
export function handleSsoCallback(keywright: Keywright, leads: SsoCallbackLeads): Promise<void> {
  const pages = { signInUrl: signIn, signUpUrl: signUp }
  return keywright.handleRedirectCallback(pages, (url) => {
    if (url.startsWith(signIn)) return leads.navigateToSignIn()
    if (url.startsWith(signUp)) return leads.navigateToSignUp()
    const { session } = keywright
    return session ? leads.navigateToApp({ session }) : leads.navigateToSignIn()
  })
}
