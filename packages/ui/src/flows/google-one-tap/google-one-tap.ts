/** Google's own prompt over a page. Its script is fetched when the component is shown, and the instance has a client id for it. */
import { type SignIn, type SignUp, toFailure } from '@keywright/js/flows'
import type { UiHost } from '../../ui-host.ts'
import { type GoogleScript, loadGoogleScript } from './google-script.ts'

export interface GoogleOneTapProps {
  cancelOnTapOutside?: boolean
  /** For browsers that keep trackers out. */
  itpSupport?: boolean
  /** Shown by the browser (FedCM) rather than by the script. */
  fedCmSupport?: boolean
  signInForceRedirectUrl?: string
  signUpForceRedirectUrl?: string
}

const strategy = 'google_one_tap'

export function openGoogleOneTap(
  props: GoogleOneTapProps,
  host: UiHost,
  load: () => Promise<GoogleScript> = loadGoogleScript,
): { close(): void } {
  const clientId = host.environment.display_config.google_one_tap_client_id
  let script: GoogleScript | undefined
  let isClosed = false

  async function show(): Promise<void> {
    if (!clientId || host.sessionId !== null) return
    const loaded = await load()
    if (isClosed) return
    script = loaded
    script.initialize({
      client_id: clientId,
      callback: ({ credential }) => void takeIn(host, props, credential).catch(reportError),
      cancel_on_tap_outside: props.cancelOnTapOutside ?? true,
      itp_support: props.itpSupport ?? true,
      use_fedcm_for_prompt: props.fedCmSupport ?? true,
    })
    script.prompt()
  }

  show().catch(reportError)
  return {
    close() {
      isClosed = true
      script?.cancel()
    },
  }
}

/** Signs in with what the prompt gave; signs up where nobody has an account. */
async function takeIn(host: UiHost, props: GoogleOneTapProps, token: string): Promise<void> {
  const { api, environment } = host
  const { after_sign_in_url: signedIn, after_sign_up_url: signedUp } = environment.display_config
  const form = { strategy, token }
  try {
    const signIn = await api.send<SignIn>({ method: 'POST', path: '/v1/client/sign_ins', form })
    await goOn(host, signIn, props.signInForceRedirectUrl ?? host.redirectUrl ?? signedIn, host.signInUrl)
  } catch (thrown) {
    if (toFailure(thrown).code !== 'external_account_not_found') throw thrown
    const signUp = await api.send<SignUp>({ method: 'POST', path: '/v1/client/sign_ups', form })
    await goOn(host, signUp, props.signUpForceRedirectUrl ?? host.redirectUrl ?? signedUp, host.signUpUrl)
  }
}

/** To where they are wanted, or to the page that asks for what is missing. */
async function goOn(
  host: UiHost,
  { status, created_session_id: session }: Pick<SignIn | SignUp, 'status' | 'created_session_id'>,
  redirectUrl: string,
  page: string,
): Promise<void> {
  if (status === 'complete' && session) return await host.setActive({ session, redirectUrl })
  host.navigate(`${page}#/next`)
}
