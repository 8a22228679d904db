/** Calls of every Frontend operation on an organization, each with all that it can name. */
import * as contract from '@keywright/contract'
import { newId } from '../platform/ids.ts'
import { addMember, createOrganization } from './factories/organizations.factory.ts'
import { createUser, newEmail } from './factories/users.factory.ts'
import { onePixel } from './route-cases/users.route-cases.ts'
import type { TestApp } from './test-app.ts'
import type { BrowserAnswer, TestBrowser } from './test-browser.ts'

/** The operations, as the contract has them. */
export const organizationRoutes = Object.values<unknown>(contract).filter(
  (value): value is contract.AnyRoute =>
    typeof value === 'object' &&
    value !== null &&
    'audience' in value &&
    value.audience === 'frontend' &&
    'path' in value &&
    String(value.path).includes('{organization_id}'),
)

const domainNameOf = (domainId: string) => `${domainId.slice(-12).toLowerCase()}.example`

/** Everything an operation can name, all of it there: nothing is refused because it is missing. */
export async function arrangeOrganization(app: TestApp) {
  const { organization } = await createOrganization(app)
  const member = await addMember(app, organization)
  const requester = await createUser(app)
  const place = { instance_id: app.instance.id, organization_id: organization.id }
  const ids = {
    organization_id: organization.id,
    user_id: member.id,
    outsider_id: (await createUser(app)).id,
    invitation_id: newId('organizationInvitation'),
    domain_id: newId('organizationDomain'),
    request_id: newId('organizationMembershipRequest'),
  }
  const { role_ids } = await app.db
    .selectFrom('organization_memberships')
    .select('role_ids')
    .where('instance_id', '=', app.instance.id)
    .where('user_id', '=', member.id)
    .executeTakeFirstOrThrow()
  await app.db
    .insertInto('organization_invitations')
    .values({ ...place, id: ids.invitation_id, email_address: newEmail(), role_ids, status: 'pending' })
    .execute()
  await app.db
    .insertInto('organization_domains')
    .values({
      ...{ ...place, id: ids.domain_id, name: domainNameOf(ids.domain_id) },
      enrollment_mode: 'manual_invitation',
    })
    .execute()
  await app.db
    .insertInto('organization_membership_requests')
    .values({ ...place, id: ids.request_id, user_id: requester.id, status: 'pending' })
    .execute()
  return { organization, ids, requester }
}

/** Forms that are complete, so that nothing is refused before somebody asks who is calling. */
const forms: Record<string, (ids: Record<string, string>) => Record<string, string>> = {
  updateOrganization: () => ({ name: 'Renamed' }),
  CreateOrganizationMembership: ({ outsider_id = '' }) => ({ user_id: outsider_id, role: 'org:member' }),
  UpdateOrganizationMembership: ({ role = 'org:member' }) => ({ role }),
  createOrganizationInvitations: () => ({ email_address: newEmail(), role: 'org:member' }),
  bulkCreateOrganizationInvitations: () => ({ email_address: newEmail(), role: 'org:member' }),
  CreateOrganizationDomain: () => ({ name: `d${crypto.randomUUID().slice(0, 8)}.example` }),
  createOrganizationDomainsBulk: () => ({ names: `d${crypto.randomUUID().slice(0, 8)}.example` }),
  UpdateOrganizationDomainEnrollmentMode: () => ({ enrollment_mode: 'manual_invitation' }),
  prepareOrganizationDomainVerification: ({ domain_id = '' }) => ({
    affiliation_email_address: `ada@${domainNameOf(domain_id)}`,
  }),
  attemptOrganizationDomainVerification: () => ({ code: '000000' }),
  prepareOrganizationDomainsOwnershipVerification: ({ domain_id = '' }) => ({
    organization_domain_ids: domain_id,
  }),
  attemptOrganizationDomainsOwnershipVerification: ({ domain_id = '' }) => ({
    organization_domain_ids: domain_id,
  }),
}

/** Sends a call that is complete. */
export async function callOrganization(
  app: TestApp,
  browser: TestBrowser,
  route: contract.AnyRoute,
  ids: Record<string, string>,
): Promise<Pick<BrowserAnswer, 'status' | 'body'>> {
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_match, name: string) => ids[name] ?? '')
  if (route.bodyKind === 'image') {
    const cookie = [...browser.jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { cookie, origin: browser.origin, 'content-type': 'application/octet-stream' }
    const answer = await app.fetch(path, { method: 'PUT', body: onePixel, headers })
    return { status: answer.status, body: (await answer.json()) as BrowserAnswer['body'] }
  }
  const form = forms[route.operationId]?.(ids)
  return await browser.send(route.method.toUpperCase(), path, form ? { form } : {})
}
