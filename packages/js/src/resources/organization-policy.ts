import type { OrganizationPolicyResource as PolicyContract, SignInMethod } from '@keywright/contract'
import type { z } from 'zod'
import type { Camel } from './camel.ts'

export type PolicyWire = z.output<typeof PolicyContract>

/** What an organization asks of the sessions that act in it: of each rule what counts, and what of it the instance asks for. */
export type OrganizationPolicyResource = Camel<PolicyWire>

/** What is absent stays; `null` is as the instance says. */
export interface UpdatePolicyParams {
  mfaRequired?: boolean | null
  /** At least one. */
  signInMethods?: readonly SignInMethod[] | null
  sessionLifetimeSeconds?: number | null
  ipRanges?: readonly string[] | null
}
