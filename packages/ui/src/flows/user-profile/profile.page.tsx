import type { EnvironmentWire } from '@keywright/contract'
import {
  type AccountsContext,
  type AccountsEvent,
  type AccountsState,
  createMachine,
  type EmailStrategy,
  emailsFlow,
  type Machine,
  type ProfilePorts,
  pictureFlow,
  saveName,
  saveUsername,
  sectionFlow,
} from '@keywright/js/flows'
import { emailsSection } from './emails.section.tsx'
import { nameSection } from './name.section.tsx'
import { pictureSection } from './picture.section.tsx'
import type { SectionView } from './profile.view.ts'
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

/** The section of accounts elsewhere, once it is there. */
type Accounts = {
  machine: Machine<AccountsState, AccountsContext, AccountsEvent>
  view: SectionView<AccountsState, AccountsContext, AccountsEvent>
}

/** Who the user is. What the instance does not use is not there. */
export function ProfilePage({
  machines,
  accounts,
}: {
  machines: ProfileMachines
  accounts?: Accounts | undefined
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
      {accounts && <Running {...accounts} />}
    </>
  )
}
