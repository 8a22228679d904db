import { annotateSignUpRoute, readSignUpRoute } from '@keywright/contract'
import type { Router } from '../../platform/http/router.ts'
import type { BackendScope } from '../instances/index.ts'
import { toBackendSignUpResource } from './sign-ups.resource.ts'
import type { SignUpsService } from './sign-ups.service.ts'

/** Backend API of sign-ups. */
export function signUpsBackendRoutes(router: Router<BackendScope>, signUps: SignUpsService): void {
  router.mount(readSignUpRoute, async ({ params }, scope) =>
    toBackendSignUpResource(await signUps.toView(scope, await signUps.getAny(scope, params.id))),
  )

  router.mount(annotateSignUpRoute, async ({ params, body }, scope) => {
    const signUp = await signUps.annotate(scope, params.id, {
      ...(body.external_id === undefined ? {} : { externalId: body.external_id }),
      ...(typeof body.custom_action === 'boolean' ? { customAction: body.custom_action } : {}),
    })
    return toBackendSignUpResource(await signUps.toView(scope, signUp))
  })
}
