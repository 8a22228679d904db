import type { DomainEnrollmentMode, InstanceSettings } from '@keywright/contract'
import { DomainError } from '../../platform/domain-error.ts'
import type { OrganizationDomain } from './organization-domain.entity.ts'

export const isProven = ({
  affiliation,
  ownership,
}: Pick<OrganizationDomain, 'affiliation' | 'ownership'>): boolean =>
  affiliation?.status === 'verified' || ownership?.status === 'verified'

/** Whether a domain asks its users in by itself. */
export const isAutomatic = ({ enrollmentMode }: Pick<OrganizationDomain, 'enrollmentMode'>): boolean =>
  enrollmentMode === 'automatic_invitation' || enrollmentMode === 'automatic_suggestion'

/** How a new domain enrols people that is not told how: by hand, which every instance allows. */
export function requireMode(
  { organizations }: InstanceSettings,
  mode: DomainEnrollmentMode = 'manual_invitation',
): DomainEnrollmentMode {
  const allowed: readonly string[] = organizations.domains.enrollment_modes
  if (mode !== 'manual_invitation' && !allowed.includes(mode))
    throw new DomainError('organization_domain_enrollment_mode_not_enabled', {
      param: 'enrollment_mode',
      meta: { allowed_values: allowed },
    })
  return mode
}
