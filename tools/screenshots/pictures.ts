/** Which pictures there are: one of every state of every flow, and of each way in which it is met. */
import {
  accountsFlow,
  devicesFlow,
  emailsFlow,
  pictureFlow,
  reverificationFlow,
  saveName,
  sectionFlow,
  signInFlow,
  signUpFlow,
  ssoCallbackFlow,
  userButtonFlow,
  walletsFlow,
} from '@keywright/js/flows'
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
  { component: 'profile-devices', states: devicesFlow.states, seeds: profileSeeds.devicesSeeds },
  { component: 'profile-remove', states: section, seeds: profileSeeds.deleteSeeds },
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
