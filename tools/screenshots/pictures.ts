/** Which pictures there are: one of every state of every flow, and of each way in which it is met. */
import {
  accountsFlow,
  chooseFlow,
  createOrganizationFlow,
  devicesFlow,
  domainsFlow,
  emailsFlow,
  invitationsFlow,
  membersFlow,
  pictureFlow,
  policyFlow,
  requestsFlow,
  reverificationFlow,
  saveName,
  secondFactorsFlow,
  sectionFlow,
  signInFlow,
  signUpFlow,
  ssoCallbackFlow,
  switcherFlow,
  userButtonFlow,
  walletsFlow,
} from '@keywright/js/flows'
import * as organizationSeeds from '../../packages/ui/src/testing/organization-seeds.ts'
import * as profileSeeds from '../../packages/ui/src/testing/profile-seeds.ts'
import { signInSeeds, signUpSeeds, ssoCallbackSeeds } from '../../packages/ui/src/testing/seeds.ts'
import { userButtonSeeds } from '../../packages/ui/src/testing/user-button-seeds.ts'

const section = sectionFlow(saveName).states

const galleries = [
  { component: 'sign-in', states: signInFlow.states, seeds: signInSeeds },
  { component: 'sign-up', states: signUpFlow.states, seeds: signUpSeeds },
  { component: 'sso-callback', states: ssoCallbackFlow.states, seeds: ssoCallbackSeeds },
  { component: 'user-button', states: userButtonFlow.states, seeds: userButtonSeeds },
  { component: 'profile-picture', states: pictureFlow.states, seeds: profileSeeds.pictureSeeds },
  { component: 'profile-name', states: section, seeds: profileSeeds.nameSeeds },
  { component: 'profile-username', states: section, seeds: profileSeeds.usernameSeeds },
  { component: 'profile-emails', states: emailsFlow.states, seeds: profileSeeds.emailsSeeds },
  { component: 'profile-accounts', states: accountsFlow.states, seeds: profileSeeds.accountsSeeds },
  { component: 'profile-wallets', states: walletsFlow.states, seeds: profileSeeds.walletsSeeds },
  { component: 'profile-password', states: section, seeds: profileSeeds.passwordSeeds },
  {
    component: 'profile-second-factors',
    states: secondFactorsFlow.states,
    seeds: profileSeeds.secondFactorsSeeds,
  },
  { component: 'profile-devices', states: devicesFlow.states, seeds: profileSeeds.devicesSeeds },
  { component: 'profile-remove', states: section, seeds: profileSeeds.deleteSeeds },
  {
    component: 'choose-organization',
    states: chooseFlow.states,
    seeds: organizationSeeds.chooseSeeds,
  },
  {
    component: 'create-organization',
    states: createOrganizationFlow.states,
    seeds: organizationSeeds.createOrganizationSeeds,
  },
  {
    component: 'organization-switcher',
    states: switcherFlow.states,
    seeds: organizationSeeds.switcherSeeds,
  },
  { component: 'organization-logo', states: pictureFlow.states, seeds: organizationSeeds.logoSeeds },
  { component: 'organization-name', states: section, seeds: organizationSeeds.organizationNameSeeds },
  { component: 'organization-domains', states: domainsFlow.states, seeds: organizationSeeds.domainsSeeds },
  { component: 'organization-leave', states: section, seeds: organizationSeeds.leaveSeeds },
  { component: 'organization-remove', states: section, seeds: organizationSeeds.removeOrganizationSeeds },
  { component: 'organization-members', states: membersFlow.states, seeds: organizationSeeds.membersSeeds },
  {
    component: 'organization-invitations',
    states: invitationsFlow.states,
    seeds: organizationSeeds.invitationsSeeds,
  },
  { component: 'organization-requests', states: requestsFlow.states, seeds: organizationSeeds.requestsSeeds },
  { component: 'organization-policy', states: policyFlow.states, seeds: organizationSeeds.policySeeds },
  { component: 'policy-unmet', states: { unmet: {} }, seeds: organizationSeeds.unmetSeeds },
  { component: 'reverification', states: reverificationFlow.states, seeds: profileSeeds.reverificationSeeds },
]

/** All pictures whose name begins so, as `component/state/seed`. */
export function listPictures(only = ''): string[] {
  const pictures = galleries.flatMap(({ component, states, seeds }) =>
    Object.keys(states).flatMap((state) => {
      const list = Object.entries<readonly { name: string }[]>(seeds).find(([name]) => name === state)?.[1]
      if (!list) throw new Error(`${component}/${state} has no seed, so there is no picture of it.`)
      return list.map(({ name }) => `${component}/${state}/${name}`)
    }),
  )
  return pictures.filter((picture) => picture.startsWith(only))
}
