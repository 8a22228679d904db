/** Signing in by way of a provider in a native app (wire contract 8.4): out by the system’s browser, back by a nonce. */
import type { Keywright, SignInResource, SignUpResource } from '@keywright/js'
import type { AuthSessionOptions, AuthSessionResult, SystemBrowser } from './system-browser.ts'

export interface StartSSOFlowParams {
  /** Such as `oauth_google`. */
  strategy: string
  /** Where the app is reached from outside, or a path of it; `sso-callback` by default. It has to be registered. */
  redirectUrl?: string | undefined
  /** Who it is, as far as they said. */
  identifier?: string | undefined
  /** What the app keeps of whoever signs up. */
  unsafeMetadata?: Record<string, unknown> | undefined
  authSessionOptions?: AuthSessionOptions | undefined
}

/** Where a sign-in without a form has ended. */
export interface ProviderFlowResult {
  /** For `setActive`; `null` where something is still asked for, or nobody came: `signIn` and `signUp` say what. */
  createdSessionId: string | null
  setActive: Keywright['setActive']
  signIn: SignInResource
  signUp: SignUpResource
}

export interface StartSSOFlowReturnType extends ProviderFlowResult {
  authSessionResult: AuthSessionResult
}

type LoadBrowser = () => Promise<SystemBrowser>

/** Goes to a provider and back. Rejects for what the server refuses; that somebody has changed their mind is a result. */
export async function startSsoFlow(
  keywright: Keywright,
  loadBrowser: LoadBrowser,
  params: StartSSOFlowParams,
): Promise<StartSSOFlowReturnType> {
  const [browser] = await Promise.all([loadBrowser(), keywright.load()])
  const { strategy, identifier, authSessionOptions } = params
  const redirectUrl = wholeUrl(browser, params.redirectUrl ?? 'sso-callback')
  const { signIn, signUp, setActive } = keywright
  await signIn.create({ strategy, redirectUrl, ...(identifier !== undefined && { identifier }) })
  const url = signIn.firstFactorVerification?.externalVerificationRedirectUrl
  if (!url) throw new TypeError('Keywright: the server names no address of the provider.')
  const authSessionResult = await browser.open(url, redirectUrl, authSessionOptions)
  if (authSessionResult.type !== 'success')
    return { createdSessionId: null, setActive, signIn, signUp, authSessionResult }
  const rotatingTokenNonce = new URL(authSessionResult.url).searchParams.get('rotating_token_nonce')
  await signIn.reload(rotatingTokenNonce === null ? {} : { rotatingTokenNonce })
  const ended = await carryOver(keywright, signIn, params.unsafeMetadata)
  return { ...ended, setActive, signIn, authSessionResult }
}

/** Whoever has no account here signs up with what the provider said. */
async function carryOver(
  { signUp }: Keywright,
  signIn: SignInResource,
  unsafeMetadata: StartSSOFlowParams['unsafeMetadata'],
): Promise<Pick<ProviderFlowResult, 'createdSessionId' | 'signUp'>> {
  if (signIn.firstFactorVerification?.status !== 'transferable')
    return { createdSessionId: signIn.createdSessionId ?? openSessionOf(signIn), signUp }
  await signUp.create({ transfer: true, ...(unsafeMetadata && { unsafeMetadata }) })
  return { createdSessionId: signUp.createdSessionId, signUp }
}

/** Whoever came is signed in on this device already. */
function openSessionOf({ firstFactorVerification }: SignInResource): string | null {
  const { code, meta } = firstFactorVerification?.error ?? {}
  const sessionId = meta?.session_id
  return code === 'identifier_already_signed_in' && typeof sessionId === 'string' ? sessionId : null
}

const wholeUrl = (browser: SystemBrowser, url: string): string =>
  /^[a-z][a-z\d+.-]*:/i.test(url) ? url : browser.urlOf(url)
