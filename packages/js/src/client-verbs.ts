/** What the client does when it is asked to, fetched with the first call of one. */
import type { ClientVerbs, OrganizationClientVerbs } from './interface.ts'
import { toOrganization } from './organizations/to-organization.ts'
import { toSnakeKeys } from './resources/camel.ts'
import type { OrganizationWire } from './resources/organization.ts'
import { createSessionVerbs, type SessionVerbsDeps } from './session-verbs.ts'
import type { Transport } from './transport/transport.ts'

export function createClientVerbs(deps: SessionVerbsDeps): ClientVerbs {
  return { ...createSessionVerbs(deps), ...organizationVerbs(deps.transport) }
}

function organizationVerbs({ send }: Transport): OrganizationClientVerbs {
  const path = '/v1/organizations'
  return {
    async createOrganization(params) {
      const wire = await send<OrganizationWire>({ method: 'POST', path, form: toSnakeKeys(params) })
      return toOrganization(wire, send)
    },
    async getOrganization(organizationId) {
      const wire = await send<OrganizationWire>({ method: 'GET', path: `${path}/${organizationId}` })
      return toOrganization(wire, send)
    },
  }
}
