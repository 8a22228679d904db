/** Every Backend route with how to call it. A new domain adds its list here. */
import { emailAddressRouteCases } from './email-addresses.route-cases.ts'
import { externalAccountRouteCases } from './external-accounts.route-cases.ts'
import { instanceRouteCases } from './instances.route-cases.ts'
import { jwtTemplateRouteCases } from './jwt-templates.route-cases.ts'
import { organizationDomainRouteCases } from './organization-domains.route-cases.ts'
import { organizationInvitationRouteCases } from './organization-invitations.route-cases.ts'
import { organizationRoleRouteCases } from './organization-roles.route-cases.ts'
import { organizationRouteCases } from './organizations.route-cases.ts'
import type { BackendRouteCase } from './route-case.ts'
import { sessionRouteCases } from './sessions.route-cases.ts'
import { signUpRouteCases } from './sign-ups.route-cases.ts'
import { userRouteCases } from './users.route-cases.ts'

export const backendRouteCases: readonly BackendRouteCase[] = [
  ...instanceRouteCases,
  ...userRouteCases,
  ...emailAddressRouteCases,
  ...externalAccountRouteCases,
  ...sessionRouteCases,
  ...jwtTemplateRouteCases,
  ...organizationRoleRouteCases,
  ...signUpRouteCases,
  ...organizationRouteCases,
  ...organizationInvitationRouteCases,
  ...organizationDomainRouteCases,
]
