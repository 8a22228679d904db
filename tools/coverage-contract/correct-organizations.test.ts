import { expect, it } from 'vitest'
import { correctOrganizations } from './correct-organizations.ts'

it('widens what is told of organizations, and nothing else', () => {
  const inviter = { $ref: '#/components/schemas/Inviter' }
  const schemas = {
    Organization: { properties: { name: { type: 'string' }, slug: { type: 'string' } } },
    OrganizationInvitation: {
      properties: { role: { type: 'string' }, public_inviter_data: inviter },
      additionalProperties: false,
    },
    OrganizationInvitationWithPublicOrganizationData: {
      allOf: [{ properties: { public_inviter_data: inviter } }, { properties: {} }],
    },
    'Client.OrganizationDomainVerification': { properties: { expire_at: { type: 'integer' } } },
    'Client.Other': { properties: { slug: { type: 'string' } } },
  }
  correctOrganizations(schemas)
  expect(schemas).toEqual({
    Organization: { properties: { name: { type: 'string' }, slug: { type: 'string', nullable: true } } },
    OrganizationInvitation: {
      properties: {
        role: { type: 'string' },
        roles: { type: 'array', items: { type: 'string' } },
        public_inviter_data: { ...inviter, nullable: true },
      },
      additionalProperties: false,
    },
    OrganizationInvitationWithPublicOrganizationData: {
      allOf: [{ properties: { public_inviter_data: { ...inviter, nullable: true } } }, { properties: {} }],
    },
    'Client.OrganizationDomainVerification': {
      properties: { expire_at: { type: 'integer' }, expires_at: { type: 'integer' } },
    },
    'Client.Other': { properties: { slug: { type: 'string' } } },
  })
})
