import type { OrganizationMembershipRequestResource as RequestContract } from '@keywright/contract'
import type { z } from 'zod'
import type { Camel } from './camel.ts'

export type RequestWire = z.output<typeof RequestContract>

export interface RequestVerbs {
  accept(): Promise<OrganizationMembershipRequestResource>
  reject(): Promise<OrganizationMembershipRequestResource>
}

/** Somebody asks to join. */
export interface OrganizationMembershipRequestResource extends Camel<RequestWire>, RequestVerbs {}
