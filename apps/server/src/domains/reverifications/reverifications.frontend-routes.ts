import {
  attemptReverificationRoute,
  attemptSecondReverificationRoute,
  prepareReverificationRoute,
  prepareSecondReverificationRoute,
  type SessionReverification,
  startReverificationRoute,
} from '@keywright/contract'
import type { z } from 'zod'
import type { Router } from '../../platform/http/router.ts'
import type { ClientStateService } from '../client-state/index.ts'
import type { FrontendScope } from '../clients/index.ts'
import type { SessionsService } from '../sessions/index.ts'
import { maskEmailAddress } from '../sign-ins/index.ts'
import { toFactorVerification } from '../verifications/index.ts'
import type { ProofFactor } from './reverifications.policy.ts'
import type { ReverificationsService, ReverificationView } from './reverifications.service.ts'

/** Frontend API of reverification (wire contract 7.8). */
export function reverificationsFrontendRoutes(
  router: Router<FrontendScope>,
  reverifications: ReverificationsService,
  sessions: Pick<SessionsService, 'getOwn'>,
  states: Pick<ClientStateService, 'composeSession'>,
): void {
  router.mount(startReverificationRoute, async ({ params, body }, scope) => {
    const session = await sessions.getOwn(scope, scope.client, params.session_id)
    return await toResource(await reverifications.start(scope, session, body.level), scope)
  })

  router.mount(prepareReverificationRoute, async ({ params, body }, scope) => {
    const session = await sessions.getOwn(scope, scope.client, params.session_id)
    const input = { strategy: body.strategy, emailAddressId: body.email_address_id }
    return await toResource(await reverifications.prepare(scope, session, input), scope)
  })

  router.mount(attemptReverificationRoute, async ({ params, body }, scope) => {
    const session = await sessions.getOwn(scope, scope.client, params.session_id)
    return await toResource(await reverifications.attempt(scope, session, body), scope)
  })

  router.mount(prepareSecondReverificationRoute, async ({ params, body }, scope) => {
    const session = await sessions.getOwn(scope, scope.client, params.session_id)
    return await reverifications.prepareSecond(scope, session, body.strategy)
  })

  router.mount(attemptSecondReverificationRoute, async ({ params, body }, scope) => {
    const session = await sessions.getOwn(scope, scope.client, params.session_id)
    return await toResource(await reverifications.attemptSecond(scope, session, body), scope)
  })

  async function toResource(
    view: ReverificationView,
    scope: FrontendScope,
  ): Promise<z.input<typeof SessionReverification>> {
    return {
      object: 'session_reverification',
      level: view.level,
      status: view.status,
      session: await states.composeSession(scope, view.session),
      supported_first_factors: view.factors.map(toFactor),
      supported_second_factors:
        view.secondFactors.length > 0 ? view.secondFactors.map((strategy) => ({ strategy })) : null,
      first_factor_verification: view.verification ? toFactorVerification(view.verification) : null,
      second_factor_verification: view.secondVerification
        ? toFactorVerification(view.secondVerification)
        : null,
    }
  }
}

function toFactor(factor: ProofFactor) {
  if (factor.strategy === 'password') return { strategy: 'password' as const }
  return {
    strategy: 'email_code' as const,
    email_address_id: factor.emailAddress.id,
    safe_identifier: maskEmailAddress(factor.emailAddress.emailAddress),
    primary: factor.isPrimary,
  }
}
