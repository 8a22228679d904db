import {
  type CreateOrganizationInvitationBody,
  createOrganizationInvitationRoute,
  createOrganizationInvitationsInBulkRoute,
  getOrganizationInvitationRoute,
  listInstanceInvitationsRoute,
  listOrganizationInvitationsRoute,
  listPendingOrganizationInvitationsRoute,
  listUserInvitationsRoute,
  resendOrganizationInvitationRoute,
  revokeOrganizationInvitationRoute,
  type UserId,
} from '@keywright/contract'
import type { z } from 'zod'
import { DomainError, invariant } from '../../platform/domain-error.ts'
import type { Router } from '../../platform/http/router.ts'
import type { BackendScope, Scope } from '../instances/index.ts'
import { requireRoleKeys } from '../organizations/index.ts'
import type { InvitationPresenter } from './invitation-presenter.ts'
import type { InvitationsService, NewInvitation } from './invitations.service.ts'

export interface InvitationsBackendDeps {
  invitations: InvitationsService
  present: InvitationPresenter
  /** Whether a native app may be led to. */
  isRegistered: (scope: Scope, url: string) => Promise<boolean>
}

/** Backend API of invitations. */
export function invitationsBackendRoutes(
  router: Router<BackendScope>,
  { invitations, present, isRegistered }: InvitationsBackendDeps,
): void {
  /** A server sends people where it likes, but only to a page or to its own app: never into a script. */
  async function requireRedirectUrl(scope: Scope, url: string): Promise<void> {
    const isPage = URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol)
    if (!isPage && !(await isRegistered(scope, url)))
      throw new DomainError('invalid_redirect_url', { param: 'redirect_url' })
  }

  async function read(scope: Scope, bodies: readonly Body[]): Promise<NewInvitation[]> {
    const urls = new Set(bodies.flatMap(({ redirect_url: url }) => url || []))
    for (const url of urls) await requireRedirectUrl(scope, url)
    return bodies.map(toNewInvitation)
  }

  router.mount(createOrganizationInvitationRoute, async ({ params, body }, scope) => {
    const { invitation } = await present(scope)
    const inputs = await read(scope, [body])
    const [created] = await invitations.create(scope, params.organization_id, inputs)
    invariant(created, 'what was invited is answered')
    return invitation(created)
  })

  router.mount(createOrganizationInvitationsInBulkRoute, async ({ params, query, body }, scope) => {
    const { invitation } = await present(scope)
    const inputs = await read(scope, body)
    if (query.partial) {
      const possible = await invitations.createPossible(scope, params.organization_id, inputs)
      return {
        ...{ data: possible.created.map(invitation), total_count: possible.created.length },
        refused: possible.refused.map(({ emailAddress, code }) => ({ email_address: emailAddress, code })),
      }
    }
    const created = await invitations.create(scope, params.organization_id, inputs)
    return { data: created.map(invitation), total_count: created.length }
  })

  router.mount(listOrganizationInvitationsRoute, async ({ params, query }, scope) => {
    const { invitation } = await present(scope)
    const { status: statuses, email_address: emailAddress, order_by: order, ...page } = query
    const request = { filters: { statuses, emailAddress }, order, ...page }
    const found = await invitations.listOfOrganization(scope, params.organization_id, request)
    return { data: found.invitations.map(invitation), total_count: found.total }
  })

  router.mount(listPendingOrganizationInvitationsRoute, async ({ params, query }, scope) => {
    const { invitation } = await present(scope)
    const request = { filters: { statuses: ['pending'] as const }, ...query }
    const found = await invitations.listOfOrganization(scope, params.organization_id, request)
    return { data: found.invitations.map(invitation), total_count: found.total }
  })

  router.mount(getOrganizationInvitationRoute, async ({ params }, scope) => {
    const { invitation } = await present(scope)
    return invitation(await invitations.get(scope, toName(params)))
  })

  router.mount(revokeOrganizationInvitationRoute, async ({ params, body }, scope) => {
    const { invitation } = await present(scope)
    const requestingUserId = (body.requesting_user_id ?? undefined) as UserId | undefined
    return invitation(await invitations.revoke(scope, toName(params), { requestingUserId }))
  })

  router.mount(resendOrganizationInvitationRoute, async ({ params }, scope) => {
    const { invitation } = await present(scope)
    return invitation(await invitations.resend(scope, toName(params)))
  })

  router.mount(listInstanceInvitationsRoute, async ({ query }, scope) => {
    const { invitationWithOrganization } = await present(scope)
    const { status: statuses, query: text, order_by: order, ...page } = query
    const request = { filters: { statuses, query: text }, order, ...page }
    const found = await invitations.listOfInstance(scope, request)
    return { data: found.invitations.map(invitationWithOrganization), total_count: found.total }
  })

  router.mount(listUserInvitationsRoute, async ({ params, query }, scope) => {
    const { invitationWithOrganization } = await present(scope)
    const { status: statuses, ...page } = query
    const found = await invitations.listOfUser(scope, params.user_id, { filters: { statuses }, ...page })
    return { data: found.invitations.map(invitationWithOrganization), total_count: found.total }
  })
}

type Body = z.output<typeof CreateOrganizationInvitationBody>

function toNewInvitation(body: Body): NewInvitation {
  return {
    emailAddress: body.email_address,
    roles: requireRoleKeys(body),
    inviterId: (body.inviter_user_id ?? undefined) as UserId | undefined,
    publicMetadata: body.public_metadata ?? undefined,
    privateMetadata: body.private_metadata ?? undefined,
    redirectUrl: body.redirect_url || undefined,
    expiresInDays: body.expires_in_days ?? undefined,
    notify: body.notify ?? undefined,
  }
}

export const toName = (params: { organization_id: string; invitation_id: string }) => ({
  organizationId: params.organization_id,
  id: params.invitation_id,
})
