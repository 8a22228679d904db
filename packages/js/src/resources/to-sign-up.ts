import { toCamel } from './camel.ts'
import type { AttemptApi } from './resource-api.ts'
import type { SignUpFields, SignUpResource, SignUpWire } from './sign-up.ts'
import { wayNames, withSteps } from './with-steps.ts'

const none: SignUpFields = {
  ...{ id: null, status: null, createdSessionId: null, createdUserId: null, abandonAt: null },
  ...{ requiredFields: [], optionalFields: [], missingFields: [], unverifiedFields: [], verifications: null },
  ...{ username: null, emailAddress: null, phoneNumber: null, web3Wallet: null, passwordEnabled: null },
  ...{ firstName: null, lastName: null, unsafeMetadata: null, publicMetadata: null, customAction: null },
  ...{ externalId: null, legalAcceptedAt: null },
}

const names = `create update prepareVerification attemptVerification prepareEmailAddressVerification attemptEmailAddressVerification ${wayNames}`

export function toSignUp(wire: SignUpWire | null, { send, page }: AttemptApi): SignUpResource {
  return withSteps({ ...none, ...(wire && toCamel(wire)) }, names, {
    path: '/v1/client/sign_ups',
    send,
    page,
  })
}
