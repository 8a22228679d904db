/** The components that stand on few pages: those about organizations but their menu, and a mere picture. Fetched with the first of them. */
import type {
  CreateOrganizationProps,
  OpenedCreateOrganizationProps,
} from '../flows/create-organization/create-organization.props.ts'
import type {
  OrganizationListProps,
  TaskChooseOrganizationProps,
} from '../flows/organization-list/organization-list.props.ts'
import type {
  OpenedOrganizationProfileProps,
  OrganizationProfileProps,
} from '../flows/organization-profile/organization-profile.props.ts'
import { requireOrganizations } from '../flows/shared/require-organizations.ts'
import { startUserAvatar } from '../flows/user-avatar/user-avatar.app.tsx'
import type { UserAvatarProps } from '../flows/user-button/user-button.props.ts'
import type { UiHost } from '../ui-host.ts'
import type { Handle } from './mount-later.ts'
import { mountLight } from './mount-light.ts'

/** Which component takes which properties. */
export interface LaterComponentProps {
  'user-avatar': UserAvatarProps
  'organization-list': OrganizationListProps
  'task-choose-organization': TaskChooseOrganizationProps
  'organization-profile': OrganizationProfileProps
  'create-organization': CreateOrganizationProps
}

export interface OpenedOrganizationComponentProps {
  'organization-profile': OpenedOrganizationProfileProps
  'create-organization': OpenedCreateOrganizationProps
}

export type LaterComponentKind = keyof LaterComponentProps

type Start<Props> = (node: HTMLElement, host: UiHost) => Promise<(props: Props) => Handle<Props>>
type Open<Props> = (props: Props, host: UiHost) => Promise<{ close(): void }>

const loadCreateOrganization = () => import('../flows/create-organization/create-organization.app.tsx')

const loadOrganizationList = () => import('../flows/organization-list/organization-list.app.tsx')

const starters: { [Kind in LaterComponentKind]: Start<LaterComponentProps[Kind]> } = {
  'user-avatar': async (node, host) => (props) =>
    mountLight(node, props, (root) => startUserAvatar({ root, host, props })),
  'organization-list': async (node, host) => {
    const { mountOrganizationList } = await loadOrganizationList()
    return (props) => mountOrganizationList(node, props, host)
  },
  'task-choose-organization': async (node, host) => {
    const { mountTaskChooseOrganization } = await loadOrganizationList()
    return (props) => mountTaskChooseOrganization(node, props, host)
  },
  'organization-profile': async (node, host) => {
    const { mountOrganizationProfile } = await import(
      '../flows/organization-profile/organization-profile.mount.tsx'
    )
    return (props) => mountOrganizationProfile(node, props, host)
  },
  'create-organization': async (node, host) => {
    const { mountCreateOrganization } = await loadCreateOrganization()
    return (props) => mountCreateOrganization(node, props, host)
  },
}

const openers: {
  [Kind in keyof OpenedOrganizationComponentProps]: Open<OpenedOrganizationComponentProps[Kind]>
} = {
  'organization-profile': async (props, host) => {
    const { openOrganizationProfile } = await import(
      '../flows/organization-profile/organization-profile.dialog.tsx'
    )
    return openOrganizationProfile(props, host)
  },
  'create-organization': async (props, host) =>
    (await loadCreateOrganization()).openCreateOrganization(props, host),
}

/** Loads a component; what comes of it draws it into the element. */
export function startLaterComponent<Kind extends LaterComponentKind>(
  kind: Kind,
  node: HTMLElement,
  host: UiHost,
): ReturnType<Start<LaterComponentProps[Kind]>> {
  if (kind !== 'user-avatar') requireOrganizations(host)
  return starters[kind](node, host)
}

/** Draws a component in a dialog over the page. */
export function openOrganizationComponent<Kind extends keyof OpenedOrganizationComponentProps>(
  kind: Kind,
  props: OpenedOrganizationComponentProps[Kind],
  host: UiHost,
): ReturnType<Open<OpenedOrganizationComponentProps[Kind]>> {
  requireOrganizations(host)
  return openers[kind](props, host)
}
