import {
  createMachine,
  deletionFlow,
  devicesFlow,
  type ProfilePorts,
  savePassword,
  sectionFlow,
} from '@keywright/js/flows'
import { security } from '../../localization/en/security.ts'
import { deleteSection } from './delete.section.tsx'
import { devicesSection } from './devices.section.tsx'
import { passwordSection } from './password.section.tsx'
import { Running, useFacts } from './use-section.tsx'

export const texts = security

export function createSecurityMachines(ports: ProfilePorts) {
  const fresh = { isSaved: false }
  return {
    password: createMachine(sectionFlow(savePassword), fresh, { ports }),
    devices: createMachine(devicesFlow, { sessions: [], id: null }, { ports }),
    remove: createMachine(deletionFlow, { preview: undefined }, { ports }),
  }
}

export type SecurityMachines = ReturnType<typeof createSecurityMachines>

/** How the account is kept safe, and how it ends. */
export function SecurityPage({ machines }: { machines: SecurityMachines }) {
  const { user, environment } = useFacts()
  const { attributes, actions } = environment.user_settings
  return (
    <>
      {attributes.password.enabled && <Running machine={machines.password} view={passwordSection} />}
      <Running machine={machines.devices} view={devicesSection} />
      {actions.delete_self && user.delete_self_enabled && (
        <Running machine={machines.remove} view={deleteSection} />
      )}
    </>
  )
}
