/** What is written on the tags of components. What is not listed, such as `class`, goes to the element around one. */
import type { PropType } from 'vue'
import type { RenderedComponent } from './host.ts'

const text = String
const object = Object as PropType<object>
/** An address, or what makes one of whom or what it is about. */
const url = [String, Function] as PropType<string | ((about: { id: string }) => string)>
/** Written without a value it is true; not written, nothing is said. */
const flag = { type: Boolean, default: undefined }

const all = {
  appearance: object,
  localization: object,
  rendered: Object as PropType<RenderedComponent>,
}

const oauthFlow = String as PropType<'auto' | 'redirect' | 'popup'>
const routing = { routing: String as PropType<'hash' | 'path' | 'none'>, path: text }
const entry = {
  ...{ ...all, ...routing, initialValues: object },
  ...{ forceRedirectUrl: text, fallbackRedirectUrl: text, oauthFlow, transferable: flag },
}

export const signInProps = { ...entry, signUpUrl: text, withSignUp: flag }
export const signUpProps = { ...entry, signInUrl: text }
export const userAvatarProps = { ...all, rounded: flag }

export const userProfileProps = {
  ...{ ...all, ...routing, afterSignOutUrl: text, startPath: text, oauthFlow },
  customPages: Array as PropType<readonly object[]>,
}

const organizationUrls = { afterCreateOrganizationUrl: url, afterSelectOrganizationUrl: url }

export const createOrganizationProps = {
  ...{ ...all, ...routing, afterCreateOrganizationUrl: url, skipInvitationScreen: flag },
}

export const organizationListProps = {
  ...{ ...createOrganizationProps, ...organizationUrls, afterSelectPersonalUrl: url, hidePersonal: flag },
}

export const taskChooseOrganizationProps = { ...all, redirectUrlComplete: text }

export const organizationProfileProps = {
  ...{ ...all, ...routing, afterLeaveOrganizationUrl: text, startPath: text },
  customPages: Array as PropType<readonly object[]>,
}

const mode = String as PropType<'modal' | 'navigation'>

export const organizationSwitcherProps = {
  ...{ ...all, ...organizationUrls, afterSelectPersonalUrl: url, afterLeaveOrganizationUrl: text },
  ...{ hidePersonal: flag, defaultOpen: flag, skipInvitationScreen: flag },
  ...{ organizationProfileMode: mode, organizationProfileUrl: text, organizationProfileProps: object },
  ...{ createOrganizationMode: mode, createOrganizationUrl: text },
}

export const userButtonProps = {
  ...{ ...all, showName: flag, defaultOpen: flag },
  ...{ userProfileMode: String as PropType<'modal' | 'navigation'>, userProfileUrl: text },
  ...{ userProfileProps: object, signInUrl: text, afterSignOutUrl: text },
  ...{ afterMultiSessionSingleSignOutUrl: text, afterSwitchSessionUrl: text },
  customMenuItems: Array as PropType<readonly object[]>,
}
