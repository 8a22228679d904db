import type { Clock } from '../../platform/clock.ts'
import type { Instance } from '../instances/index.ts'
import type { RoleCatalogues } from '../organization-roles/index.ts'
import { requireOrganizations } from '../organizations/index.ts'
import type { Invitation, InvitationParts } from './invitation.entity.ts'
import {
  toClientInvitationResource,
  toInvitationResource,
  toInvitationWithOrganization,
} from './invitations.resource.ts'

export interface InvitationPresenterDeps {
  clock: Clock
  catalogues: Pick<RoleCatalogues, 'get'>
  publicUrl: string
  urlOf: (place: { instance: Instance }, invitation: Invitation) => string
}

export type InvitationPresenter = ReturnType<typeof createInvitationPresenter>

/** Writes invitations, with the roles of the instance as they are now. Nothing is written where organizations are off. */
export function createInvitationPresenter({ clock, catalogues, publicUrl, urlOf }: InvitationPresenterDeps) {
  return async ({ instance }: { instance: Instance }) => {
    requireOrganizations(instance)
    const catalogue = await catalogues.get(instance)
    const context = () => ({ instance, publicUrl, catalogue, now: clock.now() })
    const urlHere = (invitation: Invitation) => urlOf({ instance }, invitation)
    return {
      invitation: (parts: InvitationParts) => toInvitationResource(parts, context(), urlHere),
      invitationWithOrganization: (parts: InvitationParts) =>
        toInvitationWithOrganization(parts, context(), urlHere),
      clientInvitation: (parts: InvitationParts) => toClientInvitationResource(parts, context()),
    }
  }
}
