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
  const paths = {
    '/v1/organizations/{organization_id}/logo': {
      put: { responses: { 200: 'an organization' } },
      delete: { responses: { 200: 'a deleted object', 404: 'a fault' } },
    },
  }
  correctOrganizations(schemas, paths)
  expect(paths['/v1/organizations/{organization_id}/logo'].delete.responses).toEqual({
    200: 'an organization',
    404: 'a fault',
  })
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
