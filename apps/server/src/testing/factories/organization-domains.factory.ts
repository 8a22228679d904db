import type { DomainEnrollmentMode, InstanceSettingsInput } from '@keywright/contract'
import type { Scope } from '../../domains/instances/index.ts'
import type { Organization } from '../../domains/organizations/index.ts'
import type { TestApp } from '../test-app.ts'
import { enableOrganizations } from './organizations.factory.ts'

type DomainSettings = NonNullable<NonNullable<InstanceSettingsInput['organizations']>['domains']>

/** Switches domains of organizations on, with every way to enrol, unless said otherwise. */
export async function enableDomains(
  app: Pick<TestApp, 'services' | 'scope'>,
  settings: DomainSettings = {},
  organizations: NonNullable<InstanceSettingsInput['organizations']> = {},
): Promise<void> {
  await enableOrganizations(app, {
    domains: {
      enabled: true,
      enrollment_modes: ['manual_invitation', 'automatic_invitation', 'automatic_suggestion'],
      ...settings,
    },
    ...organizations,
  })
}

/** The instance with the settings that it has by now. */
export function presentScope({ services, scope }: Pick<TestApp, 'services' | 'scope'>): Scope {
  const instance = services.directory.byId(scope.instance.id)
  if (!instance) throw new RangeError('the instance is in the directory')
  return { ...scope, instance }
}

/** A domain that no other test has. */
export function newDomainName(name = 'engines'): string {
  return `${name}-${crypto.randomUUID().slice(0, 8)}.test-company.dev`
}

/** A domain of an organization, proven unless said otherwise. */
export async function createDomain(
  app: Pick<TestApp, 'services' | 'scope'>,
  organization: Pick<Organization, 'id'>,
  input: { name?: string; mode?: DomainEnrollmentMode; verified?: boolean } = {},
) {
  const { name = newDomainName(), mode, verified = true } = input
  const scope = presentScope(app)
  const created = { name, enrollmentMode: mode, verified }
  return await app.services.organizationDomains.create(scope, organization.id, created)
}
