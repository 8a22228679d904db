import {
  createMachine,
  deleteOrganization,
  leaveOrganization,
  logoFlow,
  type ProfilePorts,
  saveOrganization,
  sectionFlow,
} from '@keywright/js/flows'
import type { ComponentChildren } from 'preact'
import { deleteSection } from './delete.section.tsx'
import { leaveSection } from './leave.section.tsx'
import { logoSection } from './logo.section.tsx'
import { nameSection } from './name.section.tsx'
import { Running, useFacts } from './organization-facts.ts'

/** The machines of the first page, for as long as one organization is looked at. */
export function createGeneralMachines(ports: ProfilePorts, organizationId: string) {
  const fresh = { isSaved: false }
  return {
    logo: createMachine(logoFlow(organizationId), { file: null }, { ports }),
    name: createMachine(sectionFlow(saveOrganization(organizationId)), fresh, { ports }),
    leave: createMachine(sectionFlow(leaveOrganization(organizationId)), fresh, { ports }),
    remove: createMachine(sectionFlow(deleteOrganization(organizationId)), fresh, { ports }),
  }
}

export type GeneralMachines = ReturnType<typeof createGeneralMachines>

/** What the organization is. `children`: sections that come later. */
export function GeneralPage({
  machines,
  children,
}: {
  machines: GeneralMachines
  children?: ComponentChildren
}) {
  const { membership, environment, may } = useFacts()
  const { actions } = environment.organization_settings
  const canDelete =
    may('org:sys_profile:delete') && actions.admin_delete && membership.organization.admin_delete_enabled
  return (
    <>
      <Running machine={machines.logo} view={logoSection} />
      <Running machine={machines.name} view={nameSection} />
      {children}
      <Running machine={machines.leave} view={leaveSection} />
      {canDelete && <Running machine={machines.remove} view={deleteSection} />}
    </>
  )
}
