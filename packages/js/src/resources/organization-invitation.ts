import type {
  ClientOrganizationInvitationResource,
  OrganizationSuggestionResource as SuggestionContract,
} from '@keywright/contract'
import type { z } from 'zod'
import type { Camel } from './camel.ts'

export type InvitationWire = z.output<typeof ClientOrganizationInvitationResource>
export type SuggestionWire = z.output<typeof SuggestionContract>
export type InvitationStatus = InvitationWire['status']

export interface InvitationVerbs {
  /** Sends the mail again. */
  resend(): Promise<OrganizationInvitationResource>
  revoke(): Promise<OrganizationInvitationResource>
}

/** An invitation, as those see it who invite. */
export interface OrganizationInvitationResource extends Camel<InvitationWire>, InvitationVerbs {}

export interface UserInvitationVerbs {
  accept(): Promise<UserOrganizationInvitationResource>
}

/** An invitation, as its user sees it. */
export interface UserOrganizationInvitationResource extends Camel<InvitationWire>, UserInvitationVerbs {}

export interface SuggestionVerbs {
  /** Asks to join. */
  accept(): Promise<OrganizationSuggestionResource>
}

/** An organization the user could ask to join, because of the domain of their address. */
export interface OrganizationSuggestionResource extends Camel<SuggestionWire>, SuggestionVerbs {}
