/** What a page does that a provider has sent somebody to. Apart from the client, because no other page needs it. */
import { isKeywrightApiError } from '@keywright/client'
import { runCallback } from '../flows/run-callback.ts'
import {
  goesOnAt,
  type SsoCallbackContext,
  type SsoCallbackState,
  ssoCallbackContext,
} from '../flows/sso-callback.flow.ts'
import type { Keywright, RedirectCallbackParams, SsoVerbs } from '../interface.ts'
import type { PageUrls } from '../urls/page-urls.ts'

type Navigate = Parameters<SsoVerbs['handleRedirectCallback']>[1]

export function ssoVerbs(keywright: Keywright, urls: PageUrls): SsoVerbs {
  /** What a window over the page was begun with stands in the address that it leads back to. */
  const asked = (name: string) => new URLSearchParams(globalThis.location?.search).get(name)

  function afterUrl(kind: SsoCallbackContext['kind'], params: RedirectCallbackParams): string {
    if (kind === 'sign-up')
      return urls.afterSignUp({
        forceRedirectUrl: params.signUpForceRedirectUrl ?? asked('sign_up_force_redirect_url'),
        fallbackRedirectUrl: params.signUpFallbackRedirectUrl,
      })
    return urls.afterSignIn({
      forceRedirectUrl: params.signInForceRedirectUrl ?? asked('sign_in_force_redirect_url'),
      fallbackRedirectUrl: params.signInFallbackRedirectUrl,
    })
  }

  const activate =
    (params: RedirectCallbackParams, customNavigate: Navigate) =>
    (session: string, kind: SsoCallbackContext['kind']): Promise<void> => {
      const redirectUrl = afterUrl(kind, params)
      const leading = customNavigate ? { navigate: () => customNavigate(redirectUrl) } : { redirectUrl }
      return keywright.setActive({ session, ...leading })
    }

  /** Where something is still asked for. */
  function urlOf(state: SsoCallbackState, params: RedirectCallbackParams, task: string | null): string {
    const own: Partial<Record<SsoCallbackState, string | undefined>> = {
      first_factor: params.firstFactorUrl,
      second_factor: params.secondFactorUrl,
      new_password: params.resetPasswordUrl,
      continue: params.continueSignUpUrl,
      verify: params.verifyEmailAddressUrl,
      task: urls.task(task ?? undefined),
    }
    const { kind, part } = goesOnAt(state)
    const page =
      kind === 'sign-up' ? (params.signUpUrl ?? urls.signUpPage()) : (params.signInUrl ?? urls.signInPage())
    return own[state] ?? `${page}${part && `#/${part}`}`
  }

  const verbs: SsoVerbs = {
    async handleRedirectCallback(params = {}, customNavigate) {
      await keywright.load()
      if (params.reloadResource) await keywright[params.reloadResource].reload()
      const context = ssoCallbackContext(keywright.clientState ?? null, params)
      const ports = { api: keywright.api, activate: activate(params, customNavigate) }
      const state = await runCallback(context, ports)
      if (state === 'done') return
      await (customNavigate ?? keywright.navigate)(urlOf(state, params, context.task))
    },

    async authenticateWithGoogleOneTap({ token, legalAccepted }) {
      const strategy = 'google_one_tap'
      try {
        return await keywright.signIn.create({ strategy, token })
      } catch (error) {
        const isStranger = isKeywrightApiError(error) && error.code === 'external_account_not_found'
        if (!isStranger) throw error
        const consent = legalAccepted === undefined ? {} : { legalAccepted }
        return await keywright.signUp.create({ strategy, token, ...consent })
      }
    },

    async handleGoogleOneTapCallback(signInOrUp, params = {}, customNavigate) {
      const { status, createdSessionId } = signInOrUp
      if (status !== 'complete' || createdSessionId === null)
        return await verbs.handleRedirectCallback(params, customNavigate)
      const kind = 'missingFields' in signInOrUp ? 'sign-up' : 'sign-in'
      await activate(params, customNavigate)(createdSessionId, kind)
    },
  }
  return verbs
}
