import type { FlowApi } from '../flow-api.ts'
import type { Timer } from '../machine.ts'

/** What the flows about organizations may ask of the world. */
export interface OrganizationPorts extends Timer {
  api: FlowApi
  /** Makes an organization the active one on this page; `null`: the personal account. */
  select(organizationId: string | null): Promise<void>
}
