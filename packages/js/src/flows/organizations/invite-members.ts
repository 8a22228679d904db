/** How people are asked into an organization, wherever that is done. */
import type { Failure } from '../failure.ts'
import type { FlowApi } from '../flow-api.ts'
import type { OrganizationInvitation, OrganizationRole, Page } from './organization-wire.ts'

/** The addresses that stand in a text, each once, however they are told apart. */
export const readAddresses = (text: string): string[] => [
  ...new Set(text.split(/[\s,;]+/).filter((word) => word !== '')),
]

const isAddress = (text: string): boolean => /^[^@]+@[^@.]+(\.[^@.]+)+$/.test(text)

/** What is wrong with a list of addresses, where that is known without the server. `meta` names those that are meant. */
function faultIn(addresses: readonly string[]): Failure | undefined {
  const wrong = addresses.filter((address) => !isAddress(address))
  if (addresses.length > 0 && wrong.length === 0) return undefined
  const code = wrong.length > 0 ? 'form_param_format_invalid' : 'form_param_missing'
  const fault = { code, param: 'email_address', message: '', meta: { email_addresses: wrong } }
  return { code, faults: [fault], retryAfterSeconds: undefined }
}

/** The roles that members of an organization can have. */
export async function loadRoles(api: FlowApi, organizationId: string): Promise<readonly OrganizationRole[]> {
  const path = `/v1/organizations/${organizationId}/roles`
  const { data } = await api.send<Page<OrganizationRole>>({ method: 'GET', path, query: { limit: '100' } })
  return data
}

/** Asks everybody in a text; all of them, or nobody. */
export async function inviteAll(
  api: FlowApi,
  organizationId: string,
  { addresses, role }: { addresses: string; role: string },
): Promise<{ error: Failure } | { invited: readonly OrganizationInvitation[] }> {
  const email_address = readAddresses(addresses)
  const error = faultIn(email_address)
  if (error) return { error }
  const path = `/v1/organizations/${organizationId}/invitations/bulk`
  return {
    invited: await api.send<OrganizationInvitation[]>({
      method: 'POST',
      path,
      form: { email_address, role },
    }),
  }
}
