import { toCamel } from './camel.ts'
import type { AttemptApi } from './resource-api.ts'
import type { SignInFields, SignInResource, SignInWire } from './sign-in.ts'
import { wayNames, withSteps } from './with-steps.ts'

const none: SignInFields = {
  ...{ id: null, status: null, identifier: null, createdSessionId: null, userData: null, abandonAt: null },
  ...{ supportedIdentifiers: null, supportedFirstFactors: null, supportedSecondFactors: null },
  ...{ firstFactorVerification: null, secondFactorVerification: null },
}

const names = `create prepareFirstFactor attemptFirstFactor resetPassword ${wayNames}`

export function toSignIn(wire: SignInWire | null, { send, page }: AttemptApi): SignInResource {
  return withSteps({ ...none, ...(wire && toCamel(wire)) }, names, {
    path: '/v1/client/sign_ins',
    send,
    page,
  })
}
