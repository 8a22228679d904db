/** Leaving for a provider, in this window or in one over it. */
import { isWebUrl } from '../flows/is-web-url.ts'
import { popupUrls, sendPopup } from '../flows/popup.ts'
import type { AuthenticateWithPopupParams, AuthenticateWithRedirectParams } from './provider-verbs.ts'
import type { AttemptPage } from './resource-api.ts'
import type { SignInResource } from './sign-in.ts'
import type { SignUpResource } from './sign-up.ts'

type Attempt = SignInResource | SignUpResource

const absolute = ({ platform }: AttemptPage, url: string): string => new URL(url, platform.page.url()).href

/** Begins an attempt, and gives where to send the browser. */
async function begin(
  attempt: Attempt,
  params: AuthenticateWithRedirectParams,
  urls: { redirectUrl: string; actionCompleteRedirectUrl: string },
): Promise<string> {
  const { strategy, oidcPrompt, oidcLoginHint } = params
  const form = { strategy, oidcPrompt, oidcLoginHint, ...urls }
  const proof = await ('prepareFirstFactor' in attempt
    ? beginSignIn(attempt, params, form)
    : beginSignUp(attempt, params, form))
  const url = proof?.externalVerificationRedirectUrl
  if (!isWebUrl(url)) throw new TypeError('Keywright: the server names no address of the provider.')
  return url
}

async function beginSignIn(
  attempt: SignInResource,
  { identifier, continueSignIn }: AuthenticateWithRedirectParams,
  form: { strategy: string },
) {
  if (continueSignIn && attempt.id) await attempt.prepareFirstFactor(form)
  else await attempt.create({ ...form, ...(identifier !== undefined && { identifier }) })
  return attempt.firstFactorVerification
}

async function beginSignUp(
  attempt: SignUpResource,
  { emailAddress, legalAccepted, unsafeMetadata, continueSignUp }: AuthenticateWithRedirectParams,
  begun: { strategy: string },
) {
  const form = {
    ...begun,
    ...(emailAddress !== undefined && { emailAddress }),
    ...(legalAccepted !== undefined && { legalAccepted }),
    ...(unsafeMetadata && { unsafeMetadata }),
  }
  if (continueSignUp && attempt.id) await attempt.update(form)
  else await attempt.create(form)
  return attempt.verifications?.externalAccount
}

export async function goByRedirect(
  attempt: Attempt,
  page: AttemptPage,
  params: AuthenticateWithRedirectParams,
): Promise<void> {
  const url = await begin(attempt, params, {
    redirectUrl: absolute(page, params.redirectUrl),
    actionCompleteRedirectUrl: absolute(page, params.redirectUrlComplete),
  })
  page.platform.page.leaveFor(url)
}

/**
 * The window ends on a page of the server, which tells this one what came of it (wire contract 8.4). Resolves once this page has
 * gone on, or the window was closed.
 */
export async function goByPopup(
  attempt: Attempt,
  page: AttemptPage,
  { popup, ...params }: AuthenticateWithPopupParams,
): Promise<void> {
  if (!popup) throw new TypeError('Keywright: authenticateWithPopup: open a window first, and hand it over.')
  const complete = absolute(page, params.redirectUrlComplete)
  const back = new URL(absolute(page, params.redirectUrl))
  back.searchParams.set('sign_in_force_redirect_url', complete)
  back.searchParams.set('sign_up_force_redirect_url', complete)
  back.searchParams.set('intent', 'prepareFirstFactor' in attempt ? 'signIn' : 'signUp')
  const { frontendUrl } = page.core
  const urls = popupUrls(frontendUrl, { redirect_url: back.href, action_complete_redirect_url: complete })
  const url = await begin(attempt, params, {
    redirectUrl: urls.redirect_url,
    actionCompleteRedirectUrl: urls.action_complete_redirect_url,
  })
  const said = await sendPopup(popup, url, frontendUrl)
  if (said?.session) await page.keywright.setActive({ session: said.session, redirectUrl: complete })
  else if (said?.returnUrl) await page.keywright.navigate(said.returnUrl)
}
