import {
  acceptInvitationToMeRoute,
  type clientInvitationStatuses,
  createMyOrganizationInvitationRoute,
  createMyOrganizationInvitationsInBulkRoute,
  listInvitationsToMeRoute,
  listMyOrganizationInvitationsRoute,
  listMyPendingOrganizationInvitationsRoute,
  OrganizationInvitationStatus,
  resendMyOrganizationInvitationRoute,
  revokeMyOrganizationInvitationRoute,
} from '@keywright/contract'
import type { z } from 'zod'
import { invariant } from '../../platform/domain-error.ts'
import type { Router } from '../../platform/http/router.ts'
import { callerOf, type FrontendScope } from '../clients/index.ts'
import { type MemberRights, requireRoleKeys } from '../organizations/index.ts'
import type { InvitationStatus } from './invitation.entity.ts'
import type { InvitationAcceptance } from './invitation-acceptance.service.ts'
import type { InvitationPresenter } from './invitation-presenter.ts'
import { toName } from './invitations.backend-routes.ts'
import type { InvitationsService } from './invitations.service.ts'

export interface InvitationsFrontendDeps {
  invitations: InvitationsService
  acceptance: Pick<InvitationAcceptance, 'accept'>
  rights: MemberRights
  present: InvitationPresenter
}

/** Frontend API of invitations: those of organizations one looks after, and those to oneself. */
export function invitationsFrontendRoutes(
  router: Router<FrontendScope>,
  { invitations, acceptance, rights, present }: InvitationsFrontendDeps,
): void {
  const requireManager = (scope: FrontendScope, organizationId: string) =>
    rights.requirePermission(scope, callerOf(scope), organizationId, 'org:sys_memberships:manage')

  async function invite(
    scope: FrontendScope,
    organizationId: string,
    emailAddresses: readonly string[],
    body: Parameters<typeof requireRoleKeys>[0] & { notify?: boolean | undefined },
  ) {
    const { userId: inviterId } = await requireManager(scope, organizationId)
    const { clientInvitation } = await present(scope)
    const shared = { roles: requireRoleKeys(body), inviterId, notify: body.notify }
    const inputs = emailAddresses.map((emailAddress) => ({ emailAddress, ...shared }))
    return (await invitations.create(scope, organizationId, inputs, inviterId)).map(clientInvitation)
  }

  router.mount(createMyOrganizationInvitationRoute, async ({ params, body }, scope) => {
    const [created] = await invite(scope, params.organization_id, [body.email_address], body)
    invariant(created, 'what was invited is answered')
    return created
  })

  router.mount(createMyOrganizationInvitationsInBulkRoute, ({ params, body }, scope) =>
    invite(scope, params.organization_id, body.email_address, body),
  )

  router.mount(listMyOrganizationInvitationsRoute, async ({ params, query }, scope) => {
    await requireManager(scope, params.organization_id)
    const { clientInvitation } = await present(scope)
    const { status, ...page } = query
    const request = { filters: { statuses: toStatuses(status) }, ...page }
    const found = await invitations.listOfOrganization(scope, params.organization_id, request)
    return { data: found.invitations.map(clientInvitation), total_count: found.total }
  })

  router.mount(listMyPendingOrganizationInvitationsRoute, async ({ params, query }, scope) => {
    await requireManager(scope, params.organization_id)
    const { clientInvitation } = await present(scope)
    const request = { filters: { statuses: ['pending'] as const }, ...query }
    const found = await invitations.listOfOrganization(scope, params.organization_id, request)
    return found.invitations.map(clientInvitation)
  })

  router.mount(revokeMyOrganizationInvitationRoute, async ({ params }, scope) => {
    const { userId: by } = await requireManager(scope, params.organization_id)
    const { clientInvitation } = await present(scope)
    return clientInvitation(await invitations.revoke(scope, toName(params), { by }))
  })

  router.mount(resendMyOrganizationInvitationRoute, async ({ params }, scope) => {
    const { userId: by } = await requireManager(scope, params.organization_id)
    const { clientInvitation } = await present(scope)
    return clientInvitation(await invitations.resend(scope, toName(params), by))
  })

  router.mount(listInvitationsToMeRoute, async ({ query }, scope) => {
    const { clientInvitation } = await present(scope)
    const { status, ...page } = query
    const request = { filters: { statuses: toStatuses(status) }, ...page }
    const found = await invitations.listOfUser(scope, callerOf(scope).userId, request)
    return { data: found.invitations.map(clientInvitation), total_count: found.total }
  })

  router.mount(acceptInvitationToMeRoute, async ({ params }, scope) => {
    const { clientInvitation } = await present(scope)
    return clientInvitation(await acceptance.accept(scope, callerOf(scope).userId, params.invitation_id))
  })
}

/** States that only suggestions have are no invitation's. */
function toStatuses(
  asked: z.output<typeof clientInvitationStatuses>,
): readonly InvitationStatus[] | undefined {
  return asked?.flatMap((status) => OrganizationInvitationStatus.safeParse(status).data ?? [])
}
