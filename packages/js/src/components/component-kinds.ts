/** Components that live in an element of the page. */
export const mountedKinds = ['SignIn', 'SignUp', 'UserButton', 'UserProfile', 'UserAvatar'] as const
export type MountedKind = (typeof mountedKinds)[number]

/** Components that open over the page. */
export const openedKinds = ['SignIn', 'SignUp', 'UserProfile', 'UserVerification'] as const
export type OpenedKind = (typeof openedKinds)[number]
