import {
  attemptFirstFactorRoute,
  attemptSecondFactorRoute,
  createSignInRoute,
  getSignInRoute,
  prepareFirstFactorRoute,
  prepareSecondFactorRoute,
  resetPasswordRoute,
} from '@keywright/contract'
import type { Router } from '../../platform/http/router.ts'
import type { FrontendScope } from '../clients/index.ts'
import type { RedeemNonce } from '../oauth-attempts/index.ts'
import type { SignInsService } from './sign-ins.service.ts'

/** Frontend API of sign-ins. */
export function signInsFrontendRoutes(
  router: Router<FrontendScope>,
  signIns: SignInsService,
  redeemNonce: RedeemNonce,
): void {
  router.mount(createSignInRoute, async ({ body }, scope) => {
    const { signIn, ...known } = await signIns.create(scope, {
      identifier: given(body.identifier),
      password: given(body.password),
      strategy: given(body.strategy),
      ticket: given(body.ticket),
      token: given(body.token),
      redirectUrl: given(body.redirect_url),
      actionCompleteRedirectUrl: given(body.action_complete_redirect_url),
      prompt: body.oidc_prompt ?? undefined,
      loginHint: body.oidc_login_hint ?? undefined,
      transfer: body.transfer,
      signUpIfMissing: body.sign_up_if_missing,
    })
    return await signIns.toResource(scope, signIn, known)
  })

  router.mount(getSignInRoute, async ({ params, query }, scope) => {
    await redeemNonce(scope, query.rotating_token_nonce)
    return await signIns.toResource(scope, await signIns.get(scope, params.sign_in_id))
  })

  router.mount(prepareFirstFactorRoute, async ({ params, body }, scope) => {
    const signIn = await signIns.prepareFirstFactor(scope, params.sign_in_id, {
      strategy: body.strategy,
      identificationId: given(body.email_address_id) ?? given(body.web3_wallet_id),
      redirectUrl: given(body.redirect_url),
      actionCompleteRedirectUrl: given(body.action_complete_redirect_url),
      prompt: body.oidc_prompt ?? undefined,
      loginHint: body.oidc_login_hint ?? undefined,
    })
    return await signIns.toResource(scope, signIn)
  })

  router.mount(attemptFirstFactorRoute, async ({ params, body }, scope) => {
    const signIn = await signIns.attemptFirstFactor(scope, params.sign_in_id, {
      strategy: body.strategy,
      code: given(body.code),
      password: given(body.password),
      ticket: given(body.ticket),
      signature: given(body.signature),
    })
    return await signIns.toResource(scope, signIn)
  })

  router.mount(resetPasswordRoute, async ({ params, body }, scope) => {
    const signIn = await signIns.resetPassword(scope, params.sign_in_id, {
      password: body.password,
      signOutOfOtherSessions: body.sign_out_of_other_sessions,
    })
    return await signIns.toResource(scope, signIn)
  })

  router.mount(prepareSecondFactorRoute, ({ params, body }, scope) =>
    signIns.prepareSecondFactor(scope, params.sign_in_id, given(body.strategy)),
  )

  router.mount(attemptSecondFactorRoute, async ({ params, body }, scope) => {
    const signIn = await signIns.attemptSecondFactor(scope, params.sign_in_id, {
      strategy: given(body.strategy),
      code: given(body.code),
    })
    return await signIns.toResource(scope, signIn)
  })
}

/** Forms write what is absent as the empty string (wire contract 6.1). */
function given(text: string | undefined): string | undefined {
  return text === '' ? undefined : text
}
