/** Components that live in an element of the page, by the name that their verbs have. */
export const mountedKinds = {
  SignIn: 'sign-in',
  SignUp: 'sign-up',
  UserButton: 'user-button',
  UserProfile: 'user-profile',
  UserAvatar: 'user-avatar',
} as const

/** Components that open over the page. */
export const openedKinds = {
  SignIn: 'sign-in',
  SignUp: 'sign-up',
  UserProfile: 'user-profile',
  UserVerification: 'user-verification',
} as const

export type MountedName = keyof typeof mountedKinds
export type MountedKind = (typeof mountedKinds)[MountedName]
export type OpenedName = keyof typeof openedKinds
export type OpenedKind = (typeof openedKinds)[OpenedName]
