/** How people are asked into an organization, wherever that is done. */
import type { Failure } from '../failure.ts'
import type { FlowApi } from '../flow-api.ts'
import { toFailure } from '../to-failure.ts'
import type { OrganizationInvitation, OrganizationRole, Page } from './organization-wire.ts'

/** The addresses that stand in a text, each once, however they are told apart. */
export const readAddresses = (text: string): string[] => {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '')
  return [...new Map(words.map((word) => [word.toLowerCase(), word])).values()]
}

/** As many as the server takes in one call. */
const addressesMax = 100

const isAddress = (text: string): boolean => /^[^@]+@[^@.]+(\.[^@.]+)+$/.test(text)

/** What is wrong with a list of addresses, where that is known without the server. `meta` names those that are meant. */
function faultIn(addresses: readonly string[]): Failure | undefined {
  const wrong = addresses.filter((address) => !isAddress(address))
  if (wrong.length > 0) return refusalOf([{ code: 'form_param_format_invalid', addresses: wrong }])
  if (addresses.length === 0) return refusalOf([{ code: 'form_param_missing', addresses: [] }])
  if (addresses.length > addressesMax)
    return refusalOf([{ code: 'form_param_array_size_exceeded', addresses: [] }])
  return undefined
}

/** Why some addresses were not invited. */
export interface RefusedAddresses {
  code: string
  addresses: readonly string[]
}

/** The same as a failure of the form, as the server writes it. */
const refusalOf = (refused: readonly [RefusedAddresses, ...RefusedAddresses[]]): Failure => ({
  ...{ code: refused[0].code, retryAfterSeconds: undefined },
  faults: refused.map(({ code, addresses }) => ({
    ...{ code, param: 'email_address', message: '', meta: { email_addresses: addresses } },
  })),
})

/** Which addresses a refusal is about; none where it is about the whole. */
export const refusedIn = (failure: Failure | undefined): RefusedAddresses[] =>
  (failure?.faults ?? []).flatMap(({ code, meta: { email_addresses: addresses } }) =>
    Array.isArray(addresses) && addresses.length > 0 ? [{ code, addresses }] : [],
  )

/** The roles that members of an organization can have. */
export async function loadRoles(api: FlowApi, organizationId: string): Promise<readonly OrganizationRole[]> {
  const path = `/v1/organizations/${organizationId}/roles`
  const { data } = await api.send<Page<OrganizationRole>>({ method: 'GET', path, query: { limit: '100' } })
  return data
}

export interface InviteOutcome {
  invited: readonly OrganizationInvitation[]
  refused: readonly RefusedAddresses[]
}

/**
 * Asks everybody in a text who can be asked, and tells who cannot; an error where that is nobody. The server asks all or
 * none, and names those that stand in the way: the others are sent again without them.
 */
export async function inviteAll(
  api: FlowApi,
  organizationId: string,
  { addresses, role }: { addresses: string; role: string },
): Promise<{ error: Failure } | InviteOutcome> {
  let wanted = readAddresses(addresses)
  const error = faultIn(wanted)
  if (error) return { error }
  const path = `/v1/organizations/${organizationId}/invitations/bulk`
  const refused: RefusedAddresses[] = []
  while (wanted.length > 0) {
    try {
      const form = { email_address: wanted, role }
      return { invited: await api.send<OrganizationInvitation[]>({ method: 'POST', path, form }), refused }
    } catch (thrown) {
      const named = refusedIn(toFailure(thrown))
      const gone = new Set(named.flatMap((one) => one.addresses))
      const left = wanted.filter((address) => !gone.has(address.toLowerCase()))
      if (left.length === wanted.length) throw thrown
      refused.push(...named)
      wanted = left
    }
  }
  const [first, ...others] = refused
  return first ? { error: refusalOf([first, ...others]) } : { invited: [], refused }
}
