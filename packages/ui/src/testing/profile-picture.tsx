import { render, type VNode } from 'preact'
import { adoptStyles } from '../app/adopt-styles.ts'
import { createUi } from '../app/create-ui.ts'
import { reverificationViews } from '../flows/reverification/reverification.views.tsx'
import { accountsSection, type createAccountsMachine } from '../flows/user-profile/accounts.section.tsx'
import { emailPanel } from '../flows/user-profile/email-panel.tsx'
import * as profileDrawings from '../flows/user-profile/profile.drawings.ts'
import { type ProfileMachines, ProfilePage } from '../flows/user-profile/profile.page.tsx'
import type { ProfileUser } from '../flows/user-profile/profile.view.ts'
import { ProfileFrame } from '../flows/user-profile/profile-frame.tsx'
import {
  type bringSection as bringSecondFactors,
  secondFactorsSection,
} from '../flows/user-profile/second-factors.section.tsx'
import { type SecurityMachines, SecurityPage } from '../flows/user-profile/security.page.tsx'
import { FactsProvider, Running } from '../flows/user-profile/use-section.tsx'
import { type createWalletsMachine, walletsSection } from '../flows/user-profile/wallets.section.tsx'
import { accounts } from '../localization/en/accounts.ts'
import { common } from '../localization/en/common.ts'
import { errors } from '../localization/en/errors.ts'
import { profile } from '../localization/en/profile.ts'
import { profileLater } from '../localization/en/profile-later.ts'
import { reverification } from '../localization/en/reverification.ts'
import { secondFactor } from '../localization/en/second-factor.ts'
import { secondFactors } from '../localization/en/second-factors.ts'
import { security } from '../localization/en/security.ts'
import { wallets } from '../localization/en/wallets.ts'
import { formatMessage } from '../localization/message-format.ts'
import type { Localization, Translate } from '../localization/translate.ts'
import { Icon } from '../primitives/icon.tsx'
import * as pages from '../primitives/page-drawings.ts'
import { PicturePreview } from '../primitives/picture-preview.tsx'
import { UiProvider } from '../primitives/ui-context.ts'
import css from '../styles/profile-later.css?inline'
import sheet from '../styles/profile-sheet.css?inline'
import { frozen, seedOf } from './frozen.ts'
import { makeAccount, makeAddress, makeUser, makeWallet } from './people.ts'
import { profileEnvironment } from './profile-environment.ts'
import * as seeds from './profile-seeds.ts'
import type { Seed } from './seeds.ts'

/** Ada, with three addresses. */
const profileUser = makeUser({
  username: 'ada',
  password_last_updated_at: Date.UTC(2026, 2, 3),
  email_addresses: [
    makeAddress('idn_1', 'ada@example.com'),
    makeAddress('idn_2', 'countess.of.lovelace@example.org'),
    makeAddress('idn_3', 'ada@analytical.example', 'unverified'),
  ],
  primary_web3_wallet_id: 'idn_8',
  web3_wallets: [
    makeWallet('idn_8', '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'),
    makeWallet('idn_9', 'So11111111111111111111111111111111111111112', 'unverified'),
  ],
  external_accounts: [
    makeAccount('eac_1', 'oauth_google'),
    makeAccount('eac_2', 'oauth_github', { username: 'countess', error: 'oauth_access_denied' }),
  ],
}) as unknown as ProfileUser

const sections = {
  picture: { seeds: seeds.pictureSeeds, page: '' },
  name: { seeds: seeds.nameSeeds, page: '' },
  username: { seeds: seeds.usernameSeeds, page: '' },
  emails: { seeds: seeds.emailsSeeds, page: '' },
  accounts: { seeds: seeds.accountsSeeds, page: '' },
  wallets: { seeds: seeds.walletsSeeds, page: '' },
  password: { seeds: seeds.passwordSeeds, page: 'security' },
  'second-factors': { seeds: seeds.secondFactorsSeeds, page: 'security' },
  devices: { seeds: seeds.devicesSeeds, page: 'security' },
  remove: { seeds: seeds.deleteSeeds, page: 'security' },
} as const

type SectionName = keyof typeof sections

const isSection = (name: string): name is SectionName => name in sections

/** The machines of all sections: one as its seed says, the others at rest. */
function machinesFor(name: SectionName, state: string, seed: Seed<unknown>) {
  const resting = {
    picture: frozen('shown', seeds.pictureSeeds.shown[0]),
    name: frozen('closed', seeds.nameSeeds.closed[0]),
    username: frozen('closed', seeds.usernameSeeds.closed[0]),
    emails: frozen('list', seeds.emailsSeeds.list[0]),
    accounts: frozen('list', seeds.accountsSeeds.list[0]),
    wallets: frozen('list', seeds.walletsSeeds.list[0]),
    password: frozen('closed', seeds.passwordSeeds.closed[0]),
    'second-factors': frozen('list', seeds.secondFactorsSeeds.list[0]),
    devices: frozen('list', seeds.devicesSeeds.list[0]),
    remove: frozen('closed', seeds.deleteSeeds.closed[0]),
  }
  return { ...resting, [name]: frozen(state, seed) } as unknown as ProfileMachines &
    SecurityMachines & {
      accounts: ReturnType<typeof createAccountsMachine>
      wallets: ReturnType<typeof createWalletsMachine>
      'second-factors': ReturnType<typeof bringSecondFactors>['machine']
    }
}

const linksIn = (t: Translate) => [
  { part: '', href: '#', label: t('profile.page'), icon: <Icon drawing={pages.user} /> },
  {
    part: 'security',
    href: '#security',
    label: t('profile.security'),
    icon: <Icon drawing={pages.lock} />,
  },
  { part: undefined, href: '#away', label: 'Invoices', icon: <Icon drawing={profileDrawings.outside} /> },
]

/** Draws the page of one section, or the proof; `false` for what is none of them. */
export function drawProfile(
  root: HTMLElement,
  [component = '', state = '', name = '']: readonly (string | undefined)[],
  localization: Localization | undefined,
): boolean {
  adoptStyles(sheet)
  adoptStyles(css)
  const texts = {
    ...common,
    ...errors,
    ...profile,
    ...profileLater,
    ...accounts,
    ...wallets,
    ...security,
    ...reverification,
    ...secondFactor,
    ...secondFactors,
  }
  const ui = createUi({
    ...{
      environment: profileEnvironment,
      appearance: {},
      localization,
      texts,
      format: formatMessage,
      id: 'kw-picture',
    },
  })
  const show = (content: VNode) => render(<UiProvider value={ui}>{content}</UiProvider>, root)
  if (component === 'reverification') {
    const { context, error, pending } = seedOf(seeds.reverificationSeeds, state, name) as never
    const value = state as 'password'
    show(
      reverificationViews[value]({
        snapshot: { value, context, error, pending },
        send: () => undefined,
        t: ui.t,
      }),
    )
    return true
  }
  const section = component.replace('profile-', '')
  if (!isSection(section)) return false
  const { page, seeds: own } = sections[section]
  const machines = machinesFor(section, state, seedOf(own, state, name))
  const title = ui.t(page === '' ? 'profile.page' : 'profile.security')
  show(
    <FactsProvider
      value={{
        user: profileUser,
        environment: profileEnvironment,
        sessionId: 'sess_1',
        emailPanel,
        Preview: PicturePreview,
      }}
    >
      <ProfileFrame
        label={ui.t('profile.pages')}
        heading={ui.t('profile.title')}
        links={linksIn(ui.t)}
        part={page}
        title={title}
        onGo={() => undefined}
      >
        {page === '' ? (
          <ProfilePage machines={machines}>
            <Running machine={machines.accounts} view={accountsSection} />
            <Running machine={machines.wallets} view={walletsSection} />
          </ProfilePage>
        ) : (
          <SecurityPage
            machines={{
              ...machines,
              secondFactors: { view: secondFactorsSection, machine: machines['second-factors'] },
            }}
          />
        )}
      </ProfileFrame>
    </FactsProvider>,
  )
  return true
}
