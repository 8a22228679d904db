import type { EnvironmentWire } from '@keywright/contract'
import {
  createMachine,
  type EmailStrategy,
  emailsFlow,
  type ProfilePorts,
  pictureFlow,
  saveName,
  saveUsername,
  sectionFlow,
} from '@keywright/js/flows'
import type { ComponentChildren } from 'preact'
import { emailsSection } from './emails.section.tsx'
import { nameSection } from './name.section.tsx'
import { pictureSection } from './picture.section.tsx'
import { Running, useFacts } from './use-section.tsx'
import { usernameSection } from './username.section.tsx'

const strategies: readonly EmailStrategy[] = ['email_code', 'email_link']

/** The machines of the first page; they live as long as the profile is shown. */
export function createProfileMachines(ports: ProfilePorts, { user_settings: settings }: EnvironmentWire) {
  const { verifications } = settings.attributes.email_address
  const verifyWith = strategies.filter((name) => verifications.includes(name))
  const fresh = { isSaved: false }
  return {
    picture: createMachine(pictureFlow, { file: null }, { ports }),
    name: createMachine(sectionFlow(saveName), fresh, { ports }),
    username: createMachine(sectionFlow(saveUsername), fresh, { ports }),
    emails: createMachine(
      emailsFlow,
      { verifyWith, id: null, address: '', resendAt: null, notice: null },
      { ports },
    ),
  }
}

export type ProfileMachines = ReturnType<typeof createProfileMachines>

/** Who the user is. What the instance does not use is not there; `children`: sections that come later. */
export function ProfilePage({
  machines,
  children,
}: {
  machines: ProfileMachines
  children?: ComponentChildren
}) {
  const { attributes } = useFacts().environment.user_settings
  return (
    <>
      <Running machine={machines.picture} view={pictureSection} />
      {(attributes.first_name.enabled || attributes.last_name.enabled) && (
        <Running machine={machines.name} view={nameSection} />
      )}
      {attributes.username.enabled && <Running machine={machines.username} view={usernameSection} />}
      {attributes.email_address.enabled && <Running machine={machines.emails} view={emailsSection} />}
      {children}
    </>
  )
}
