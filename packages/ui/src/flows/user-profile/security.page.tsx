import type { EnvironmentWire } from '@keywright/contract'
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
import type { ProfileUser } from './profile.view.ts'
import { Running, useFacts } from './use-section.tsx'

function createSecurityMachines(ports: ProfilePorts) {
  const fresh = { isSaved: false }
  return {
    password: createMachine(sectionFlow(savePassword), fresh, { ports }),
    devices: createMachine(devicesFlow, { sessions: [], id: null }, { ports }),
    remove: createMachine(deletionFlow, { preview: undefined }, { ports }),
  }
}

type BringSecondFactors = typeof import('./second-factors.section.tsx')['bringSection']

export interface SecurityMachines extends ReturnType<typeof createSecurityMachines> {
  secondFactors?: ReturnType<BringSecondFactors> | undefined
}

/** The page with its machines and its texts; second factors come along where the instance has them, or the user. */
export async function bringPage(
  ports: ProfilePorts,
  { user_settings: { attributes } }: EnvironmentWire,
  user: ProfileUser | undefined,
) {
  const isWanted = attributes.authenticator_app.enabled || user?.totp_enabled
  const second = isWanted ? await import('./second-factors.section.tsx') : undefined
  const machines: SecurityMachines = {
    ...createSecurityMachines(ports),
    secondFactors: second?.bringSection(ports),
  }
  return { Page: SecurityPage, machines, texts: { ...security, ...second?.texts } }
}

/** How the account is kept safe, and how it ends. */
export function SecurityPage({ machines }: { machines: SecurityMachines }) {
  const { user, environment } = useFacts()
  const { attributes, actions } = environment.user_settings
  return (
    <>
      {attributes.password.enabled && <Running machine={machines.password} view={passwordSection} />}
      {machines.secondFactors && <Running {...machines.secondFactors} />}
      <Running machine={machines.devices} view={devicesSection} />
      {actions.delete_self && user.delete_self_enabled && (
        <Running machine={machines.remove} view={deleteSection} />
      )}
    </>
  )
}
