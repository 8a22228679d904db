import { bodies } from './templates.ts'

/** A view that can be written into an app, and what belongs to it. */
export interface Ejectable {
  /** What the app imports, and from which file. */
  component: string
  file: string
  /** Where its views are, below `packages/ui/src`; all they stand on comes along. */
  entries: readonly string[]
  /** Stylesheets below `packages/ui/src/styles`, and the one file they become. */
  styles: readonly string[]
  stylesheet: string
  /** Catalogues of which the views say nothing. */
  leavesOut: readonly string[]
  /** Files that hold the views together, by name. */
  bodies: Readonly<Record<string, string>>
}

const auth = {
  styles: ['index.css', 'later.css'],
  stylesheet: 'keywright.css',
  // The same for all, so that they can share a folder.
  leavesOut: [
    ...['profile', 'profile-later', 'reverification', 'security'],
    ...['organizations', 'create-organization', 'choose-organization', 'organization-switcher'],
    ...['organization-profile', 'organization-members', 'organization-domains'],
  ],
}

export const ejectables = {
  'sign-in': {
    ...auth,
    component: 'SignIn',
    file: 'sign-in',
    entries: ['flows/sign-in/sign-in.views.tsx', 'flows/social/social.views.tsx'],
    bodies: { 'sign-in.tsx': bodies.signIn, 'flow-card.tsx': bodies.flowCard },
  },
  'sign-up': {
    ...auth,
    component: 'SignUp',
    file: 'sign-up',
    entries: ['flows/sign-up/sign-up.views.tsx', 'flows/social/social.views.tsx'],
    bodies: { 'sign-up.tsx': bodies.signUp, 'flow-card.tsx': bodies.flowCard },
  },
  'user-button': {
    ...auth,
    component: 'UserButton',
    file: 'user-button',
    styles: ['user-styles.css'],
    stylesheet: 'user-button.css',
    entries: [
      'flows/user-button/user-button.view.tsx',
      'flows/user-button/menu-keys.ts',
      'flows/user-button/say.ts',
    ],
    bodies: { 'user-button.tsx': bodies.userButton },
  },
} as const satisfies Record<string, Ejectable>

export type EjectableName = keyof typeof ejectables
