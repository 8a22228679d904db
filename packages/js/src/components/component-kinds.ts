/** Components by the name that their verbs have. */
interface Kinds {
  SignIn: 'sign-in'
  SignUp: 'sign-up'
  UserButton: 'user-button'
  UserProfile: 'user-profile'
  UserAvatar: 'user-avatar'
  UserVerification: 'user-verification'
  GoogleOneTap: 'google-one-tap'
  CreateOrganization: 'create-organization'
  OrganizationSwitcher: 'organization-switcher'
  OrganizationProfile: 'organization-profile'
  OrganizationList: 'organization-list'
  TaskChooseOrganization: 'task-choose-organization'
}

const both = ['SignIn', 'SignUp', 'UserProfile', 'OrganizationProfile', 'CreateOrganization'] as const

/** Those that live in an element of the page. */
export const mountedNames = [
  ...both,
  'TaskChooseOrganization',
  'OrganizationSwitcher',
  'OrganizationList',
  'UserAvatar',
  'UserButton',
] as const

/** Those that open over the page. */
export const openedNames = [...both, 'UserVerification', 'GoogleOneTap'] as const

export type MountedName = (typeof mountedNames)[number]
export type MountedKind = Kinds[MountedName]
export type OpenedName = (typeof openedNames)[number]
export type OpenedKind = Kinds[OpenedName]

/** `SignIn` is `sign-in`. */
export const kindOf = <Name extends keyof Kinds>(name: Name): Kinds[Name] =>
  name.replace(/\B[A-Z]/g, '-$&').toLowerCase() as Kinds[Name]
