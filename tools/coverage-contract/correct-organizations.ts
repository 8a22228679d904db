/** Where the reference is narrower about organizations than it says itself elsewhere, or than the official SDKs read. */
import { asMapping, isMapping, type Mapping } from './mapping.ts'

const withSlug = [
  'Organization',
  'OrganizationInvitationPublicOrganizationData',
  'Client.Organization',
  'Client.PublicOrganizationData',
]
const verifications = [
  'Client.OrganizationDomainVerification',
  'Client.OrganizationDomainOwnershipVerification',
]

/**
 * Changes what is named in place. The browser SDK makes an organization of what the removal of a logo answers. An instance without slugs has none to tell (wire contract 10); `inviter_id` may be
 * null, so there may be no data of the inviter; the browser SDK reads `expires_at` of a domain's verification (wire
 * contract 10), and whether an organization must be chosen (wire contract 6.6). `roles` of an invitation are ours, beside the `role` that is declared.
 */
export function correctOrganizations(schemas: Mapping, paths: Mapping): void {
  const logo = asMapping(paths['/v1/organizations/{organization_id}/logo'])
  const success = asMapping(asMapping(logo.put).responses)['200']
  if (success) asMapping(asMapping(logo.delete).responses)['200'] = success
  const propertiesOf = (name: string) => asMapping(asMapping(schemas[name]).properties)
  for (const name of withSlug) allowNull(propertiesOf(name), 'slug')
  for (const name of verifications) {
    const properties = propertiesOf(name)
    if ('expire_at' in properties) properties.expires_at = properties.expire_at
  }
  const settings = propertiesOf('Client.OrganizationSettings')
  settings.force_organization_selection ??= { type: 'boolean' }
  settings.organization_creation_defaults ??= { type: 'object' }
  const invitation = propertiesOf('OrganizationInvitation')
  if ('role' in invitation) invitation.roles = { type: 'array', items: { type: 'string' } }
  const [ofSeveral] = asList(asMapping(schemas.OrganizationInvitationWithPublicOrganizationData).allOf)
  for (const properties of [invitation, asMapping(asMapping(ofSeveral).properties)])
    allowNull(properties, 'public_inviter_data')
}

function allowNull(properties: Mapping, name: string): void {
  const property = properties[name]
  if (isMapping(property)) properties[name] = { ...property, nullable: true }
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
