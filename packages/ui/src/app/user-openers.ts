/** The components of somebody who is signed in that open over a page: fetched with the first that does. */
import type { GoogleOneTapProps } from '../flows/google-one-tap/google-one-tap.ts'
import type { UserVerificationProps } from '../flows/reverification/reverification.app.tsx'
import type { OpenedProfileProps } from '../flows/user-profile/user-profile.props.ts'
import type { UiHost } from '../ui-host.ts'
import type { OpenedOrganizationComponentProps } from './later-components.ts'

/** What opens over a page. */
export interface OpenedUserComponentProps extends OpenedOrganizationComponentProps {
  'user-profile': OpenedProfileProps
  'user-verification': UserVerificationProps
  'google-one-tap': GoogleOneTapProps
}

const loadOrganizations = () => import('./later-components.ts')

export const openers: {
  [Kind in keyof OpenedUserComponentProps]: (
    props: OpenedUserComponentProps[Kind],
    host: UiHost,
  ) => Promise<{ close(): void }>
} = {
  'user-profile': async (props, host) =>
    (await import('../flows/user-profile/user-profile.dialog.tsx')).openProfile(props, host),
  'user-verification': async (props, host) =>
    (await import('../flows/reverification/reverification.app.tsx')).openVerification(props, host),
  'google-one-tap': async (props, host) =>
    (await import('../flows/google-one-tap/google-one-tap.ts')).openGoogleOneTap(props, host),
  'organization-profile': async (props, host) =>
    (await loadOrganizations()).openOrganizationComponent('organization-profile', props, host),
  'create-organization': async (props, host) =>
    (await loadOrganizations()).openOrganizationComponent('create-organization', props, host),
}
