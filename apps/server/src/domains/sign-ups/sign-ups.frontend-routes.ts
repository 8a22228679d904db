import {
  attemptVerificationRoute,
  createSignUpRoute,
  getSignUpRoute,
  prepareVerificationRoute,
  updateSignUpRoute,
} from '@keywright/contract'
import type { z } from 'zod'
import type { Router } from '../../platform/http/router.ts'
import type { FrontendScope } from '../clients/index.ts'
import type { BeginInput, RedeemNonce } from '../oauth-attempts/index.ts'
import type { WriteSignUpInput } from './sign-up-writes.service.ts'
import type { SignUpsService } from './sign-ups.service.ts'

/** Frontend API of sign-ups. */
export function signUpsFrontendRoutes(
  router: Router<FrontendScope>,
  signUps: SignUpsService,
  redeemNonce: RedeemNonce,
): void {
  router.mount(createSignUpRoute, async ({ body }, scope) => {
    const signUp = await signUps.create(scope, {
      ...toInput(body),
      transfer: body.transfer,
      ticket: given(body.ticket),
      token: given(body.token),
    })
    return await signUps.toResource(scope, signUp)
  })

  router.mount(getSignUpRoute, async ({ params, query }, scope) => {
    await redeemNonce(scope, query.rotating_token_nonce)
    return await signUps.toResource(scope, await signUps.get(scope, params.sign_up_id))
  })

  router.mount(updateSignUpRoute, async ({ params, body }, scope) =>
    signUps.toResource(scope, await signUps.update(scope, params.sign_up_id, toInput(body))),
  )

  router.mount(prepareVerificationRoute, async ({ params, body }, scope) => {
    const input = { strategy: body.strategy, ...toBeginInput(body) }
    return await signUps.toResource(scope, await signUps.prepareVerification(scope, params.sign_up_id, input))
  })

  router.mount(attemptVerificationRoute, async ({ params, body }, scope) => {
    const input = { strategy: body.strategy, code: given(body.code), signature: given(body.signature) }
    return await signUps.toResource(scope, await signUps.attemptVerification(scope, params.sign_up_id, input))
  })
}

/** Field by field: what a browser sends beside these reaches nobody. */
function toInput(body: z.output<typeof updateSignUpRoute.body>): WriteSignUpInput {
  return {
    emailAddress: body.email_address ?? body.email_address_or_phone_number,
    username: body.username,
    web3Wallet: body.web3_wallet,
    password: body.password,
    firstName: body.first_name,
    lastName: body.last_name,
    locale: body.locale,
    unsafeMetadata: body.unsafe_metadata,
    legalAccepted: body.legal_accepted,
    strategy: given(body.strategy),
    ...toBeginInput(body),
  }
}

function toBeginInput(body: Omit<z.output<typeof prepareVerificationRoute.body>, 'strategy'>): BeginInput {
  return {
    redirectUrl: given(body.redirect_url),
    actionCompleteRedirectUrl: body.action_complete_redirect_url ?? undefined,
    prompt: body.oidc_prompt ?? undefined,
    loginHint: body.oidc_login_hint ?? undefined,
  }
}

/** Forms write what is absent as the empty string (wire contract 6.1). */
function given(text: string | undefined): string | undefined {
  return text === '' ? undefined : text
}
