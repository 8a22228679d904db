/** What an app can do with an organization. Our components ask the server themselves. */
import { toCamel, toSnakeKeys } from '../resources/camel.ts'
import type {
  MembershipVerbs,
  MembershipWire,
  OrganizationMembershipResource,
  OrganizationResource,
  OrganizationVerbs,
  OrganizationWire,
} from '../resources/organization.ts'
import type { PolicyWire, UpdatePolicyParams } from '../resources/organization-policy.ts'
import type { ResourceApi } from '../resources/resource-api.ts'
import { toDomain, toInvitation, toMembershipRequest } from './parts.ts'
import { readPage } from './read-page.ts'

type Send = ResourceApi['send']
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

const pathOf = ({ id }: { id: string }) => `/v1/organizations/${id}`

interface VerbsDeps {
  send: Send
  toMembership(wire: MembershipWire, send: Send): OrganizationMembershipResource
}

export function organizationVerbs(
  self: OrganizationResource,
  { send, toMembership }: VerbsDeps,
): OrganizationVerbs {
  const own = pathOf(self)

  const call = <Wire>(method: Method, path: string, form: object = {}) =>
    send<Wire>({ method, path: own + path, form: toSnakeKeys(form) })

  /** The answer to a removed logo is the organization, and that something was deleted. */
  const take = ({ deleted: _deleted, ...wire }: OrganizationWire & { deleted?: boolean }) =>
    Object.assign(self, toCamel(wire))

  const membership = async (wire: Promise<MembershipWire>) => toMembership(await wire, send)
  const invitation = toInvitation(send)
  const domain = toDomain(send)

  return {
    update: async (params) => take(await call('PATCH', '', params)),
    reload: async () => take(await call('GET', '')),
    destroy: async () => void (await call('DELETE', '')),
    async setLogo({ file }) {
      const path = `${own}/logo`
      return take(await send(file ? { method: 'PUT', path, file } : { method: 'DELETE', path }))
    },

    getMemberships: (params = {}) =>
      readPage(send, `${own}/memberships`, { ...params, ...{ paginated: true } }, (wire: MembershipWire) =>
        toMembership(wire, send),
      ),
    addMember: (params) => membership(call('POST', '/memberships', params)),
    updateMember: ({ userId, ...roles }) => membership(call('PATCH', `/memberships/${userId}`, roles)),
    removeMember: (userId) => membership(call('DELETE', `/memberships/${userId}`)),

    getInvitations: (params = {}) => readPage(send, `${own}/invitations`, params, invitation),
    inviteMember: async (params) => invitation(await call('POST', '/invitations', params)),
    async inviteMembers({ emailAddresses: emailAddress, ...roles }) {
      const invited = await call<Parameters<typeof invitation>[0][]>('POST', '/invitations/bulk', {
        ...{ ...roles, emailAddress },
      })
      return invited.map(invitation)
    },
    getMembershipRequests: (params = {}) =>
      readPage(send, `${own}/membership_requests`, params, toMembershipRequest(send)),

    getRoles: (params = {}) => readPage(send, `${own}/roles`, params, toCamel),

    getDomains: (params = {}) => readPage(send, `${own}/domains`, params, domain),
    getDomain: async ({ domainId }) => domain(await call('GET', `/domains/${domainId}`)),
    getPolicy: async () => toCamel(await call<PolicyWire>('GET', '/policy')),
    updatePolicy: async (params) => toCamel(await call<PolicyWire>('PATCH', '/policy', toPolicyForm(params))),

    createDomain: async (name, params) => domain(await call('POST', '/domains', { name, ...params })),
  }
}

/** A form has no empty list: it would say nothing, and change nothing. */
function toPolicyForm({ signInMethods, ipRanges, ...others }: UpdatePolicyParams) {
  if (signInMethods?.length === 0)
    throw new TypeError('Keywright: name a sign-in method, or null for those of the instance.')
  return { ...others, signInMethods, ipRanges: ipRanges?.length === 0 ? null : ipRanges }
}

interface MembershipDeps {
  send: Send
  read(wire: MembershipWire, send: Send): object
}

export function membershipVerbs(
  self: OrganizationMembershipResource,
  { send, read }: MembershipDeps,
): MembershipVerbs {
  async function change(method: 'PATCH' | 'DELETE', form: object = {}) {
    const path = `${pathOf(self.organization)}/memberships/${self.publicUserData.userId}`
    const changed = await send<MembershipWire>({ method, path, form: toSnakeKeys(form) })
    return Object.assign(self, read(changed, send))
  }
  return { update: (params) => change('PATCH', params), destroy: () => change('DELETE') }
}
