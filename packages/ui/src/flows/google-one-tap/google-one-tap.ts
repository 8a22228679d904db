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
    // Many a browser keeps Google out, and has said so where its developer looks: the page does without.
    const loaded = await load().catch(() => undefined)
    if (isClosed || !loaded) return
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
  const { api } = host
  // The prompt has interrupted somebody: they go on where they were.
  const usual = host.redirectUrl ?? location.href
  const form = { strategy, token }
  try {
    const signIn = await api.send<SignIn>({ method: 'POST', path: '/v1/client/sign_ins', form })
    await goOn(host, signIn, props.signInForceRedirectUrl ?? usual, host.signInUrl)
  } catch (thrown) {
    if (toFailure(thrown).code !== 'external_account_not_found') throw thrown
    const signUp = await api.send<SignUp>({ method: 'POST', path: '/v1/client/sign_ups', form })
    await goOn(host, signUp, props.signUpForceRedirectUrl ?? usual, host.signUpUrl)
  }
}

/** To where they are wanted, or first to the page that asks for what is missing. */
async function goOn(
  host: UiHost,
  { status, created_session_id: session }: Pick<SignIn | SignUp, 'status' | 'created_session_id'>,
  redirectUrl: string,
  page: string,
): Promise<void> {
  if (status === 'complete' && session) return await host.setActive({ session, redirectUrl })
  const url = new URL(page, location.href)
  url.searchParams.set('redirect_url', new URL(redirectUrl, location.href).href)
  url.hash = '#/next'
  host.navigate(url.href)
}
