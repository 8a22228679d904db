/** Signing in with what iOS itself says of somebody's Apple account (wire contract 8.4): nobody is sent to a page. */
import { isKeywrightApiError, type Keywright } from '@keywright/js'
import type { ProviderFlowResult } from './start-sso-flow.ts'

export interface StartAppleAuthenticationFlowParams {
  /** What the app keeps of whoever signs up. */
  unsafeMetadata?: Record<string, unknown> | undefined
}

/** What Apple says. The name comes the first time only. */
export interface AppleCredential {
  token: string
  firstName: string | null
  lastName: string | null
}

/** Asks the person; `undefined`: they have closed it. */
export type AskApple = () => Promise<AppleCredential | undefined>

const strategy = 'oauth_token_apple'

export async function startAppleFlow(
  keywright: Keywright,
  askApple: AskApple,
  { unsafeMetadata }: StartAppleAuthenticationFlowParams = {},
): Promise<ProviderFlowResult> {
  await keywright.load()
  const { signIn, signUp, setActive } = keywright
  const credential = await askApple()
  if (!credential) return { createdSessionId: null, setActive, signIn, signUp }
  const { token, firstName, lastName } = credential
  try {
    // First of all, or the name would be lost; the attempt says whether somebody is here already.
    await signUp.create({
      ...{ strategy, token },
      ...(firstName !== null && { firstName }),
      ...(lastName !== null && { lastName }),
      ...(unsafeMetadata && { unsafeMetadata }),
    })
  } catch (error) {
    if (!isClosed(error)) throw error
    await signIn.create({ strategy, token })
    return { createdSessionId: signIn.createdSessionId, setActive, signIn, signUp }
  }
  if (signUp.verifications?.externalAccount?.status !== 'transferable')
    return { createdSessionId: signUp.createdSessionId, setActive, signIn, signUp }
  await signIn.create({ transfer: true })
  return { createdSessionId: signIn.createdSessionId, setActive, signIn, signUp }
}

/** Where nobody can sign up, those who are here still sign in. */
function isClosed(error: unknown): boolean {
  return (
    isKeywrightApiError(error) &&
    (error.code === 'sign_up_mode_restricted' || error.code === 'sign_up_restricted_waitlist')
  )
}
