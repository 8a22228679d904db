import { may } from '@keywright/js/flows'
import type { VNode } from 'preact'
import type { Router } from '../app/router.ts'
import { createMemoryRouter } from '../app/router.ts'
import { domainsSection } from '../flows/organization-profile/domains.section.tsx'
import { type GeneralMachines, GeneralPage } from '../flows/organization-profile/general.page.tsx'
import { type MembersMachines, MembersPage } from '../flows/organization-profile/members.page.tsx'
import { FactsProvider, Running } from '../flows/organization-profile/organization-facts.ts'
import { SecurityPage } from '../flows/organization-profile/policy.page.tsx'
import { linksTo, ProfileFrame } from '../flows/user-profile/profile-frame.tsx'
import { placesOf } from '../flows/user-profile/profile-pages.ts'
import type { Translate } from '../localization/translate.ts'
import { building, people } from '../primitives/drawings-of-organizations.ts'
import { lock } from '../primitives/page-drawings.ts'
import { PicturePreview } from '../primitives/picture-preview.tsx'
import { makeEnvironment } from './environment.ts'
import { frozen, seedOf } from './frozen.ts'
import * as seeds from './organization-seeds.ts'
import { acme, makeMembership } from './organizations.ts'
import type { Seed } from './seeds.ts'

const sections = {
  logo: { seeds: seeds.logoSeeds, page: 'general' },
  name: { seeds: seeds.organizationNameSeeds, page: 'general' },
  domains: { seeds: seeds.domainsSeeds, page: 'general' },
  leave: { seeds: seeds.leaveSeeds, page: 'general' },
  remove: { seeds: seeds.removeOrganizationSeeds, page: 'general' },
  members: { seeds: seeds.membersSeeds, page: 'members' },
  invitations: { seeds: seeds.invitationsSeeds, page: 'members' },
  requests: { seeds: seeds.requestsSeeds, page: 'members' },
  policy: { seeds: seeds.policySeeds, page: 'security' },
} as const

type SectionName = keyof typeof sections

const isSection = (name: string): name is SectionName => Object.hasOwn(sections, name)

/** The machines of all sections: one as its seed says, the others at rest. */
function machinesFor(name: SectionName, state: string, seed: Seed<unknown>) {
  const resting = {
    logo: frozen('shown', seeds.logoSeeds.shown[0]),
    name: frozen('closed', seeds.organizationNameSeeds.closed[0]),
    domains: frozen('list', seeds.domainsSeeds.list[0]),
    leave: frozen('closed', seeds.leaveSeeds.closed[0]),
    remove: frozen('closed', seeds.removeOrganizationSeeds.closed[0]),
    members: frozen('list', seeds.membersSeeds.list[0]),
    invitations: frozen('list', seeds.invitationsSeeds.list[0]),
    requests: frozen('list', seeds.requestsSeeds.list[0]),
    policy: frozen('list', seeds.policySeeds.list[0]),
  }
  return { ...resting, [name]: told(frozen(state, seed)) } as unknown as GeneralMachines &
    MembersMachines & {
      domains: Parameters<typeof Running>[0]['machine']
      policy: Parameters<typeof SecurityPage>[0]['machine']
    }
}

/** Tells once how it stands, as a machine that runs does. */
const told = <Standing extends { get(): object }>(machine: Standing) => ({
  ...machine,
  subscribe(listener: (snapshot: object) => void) {
    listener(machine.get())
    return () => undefined
  },
})

/** The page of one section of an organization; nothing for what is none of them. */
export function organizationProfilePicture(
  [component = '', state = '', name = '']: readonly (string | undefined)[],
  t: Translate,
): VNode | undefined {
  const section = component.replace('organization-', '')
  if (!isSection(section)) return undefined
  const { page, seeds: own } = sections[section]
  const machines = machinesFor(section, state, seedOf(own, state, name))
  const membership = makeMembership(acme, name === 'reading' ? 'member' : 'admin')
  const titles = {
    general: { title: t('organizationProfile.general'), drawing: building },
    members: { title: t('organizationProfile.members'), drawing: people },
    security: { title: t('organizationProfile.security'), drawing: lock },
  }
  const router: Router = { ...createMemoryRouter(), href: (part) => `#${part}` }
  const tab = section === 'invitations' || section === 'requests' ? section : 'members'
  return (
    <FactsProvider
      value={{
        membership,
        userId: 'user_1',
        environment: makeEnvironment(),
        Preview: PicturePreview,
        may: (permission) => may(membership, permission),
      }}
    >
      <ProfileFrame
        label={t('organizationProfile.label')}
        heading={acme.name}
        links={linksTo(placesOf(['general', 'members', 'security'] as const, []), titles, router)}
        part={page === 'general' ? '' : page}
        title={titles[page].title}
        onGo={() => undefined}
      >
        {page === 'general' && (
          <GeneralPage machines={machines}>
            <Running machine={machines.domains} view={domainsSection as never} />
          </GeneralPage>
        )}
        {page === 'members' && <MembersPage machines={machines} first={tab} />}
        {page === 'security' && <SecurityPage machine={machines.policy} />}
      </ProfileFrame>
    </FactsProvider>
  )
}
