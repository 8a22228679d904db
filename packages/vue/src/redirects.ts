import type { Keywright, RedirectCallbackParams, RedirectOptions, Status } from '@keywright/js'
import {
  type GoogleOneTapProps,
  handleSsoCallback,
  pageOfTask,
  type SsoCallbackLeads,
} from '@keywright/js/binding'
import { defineComponent, onMounted, onUnmounted, watch } from 'vue'
import { useKeywrightContext } from './keywright-context.ts'

/** Draws nothing, and leaves once the client is loaded: where to go may be for the instance to say. */
function leaving<Props extends object>(
  name: string,
  props: (keyof Props & string)[],
  leave: (keywright: Keywright, props: Props) => Promise<void>,
) {
  return defineComponent(
    (given: Props) => {
      const { keywright, status } = useKeywrightContext()
      let hasLeft = false
      const leaveOnce = (now: Status) => {
        if (hasLeft || (now !== 'ready' && now !== 'degraded')) return
        hasLeft = true
        leave(keywright.value, given).catch((error: unknown) => reportError(error))
      }
      onMounted(() => watch(status, leaveOnce, { immediate: true }))
      return () => undefined
    },
    { name, props: props as never },
  )
}

/** Leads to the sign-in page, and back here afterwards. */
export const RedirectToSignIn = /* @__PURE__ */ leaving<RedirectOptions>(
  'RedirectToSignIn',
  ['redirectUrl'],
  (keywright, { redirectUrl }) => keywright.redirectToSignIn({ redirectUrl }),
)

/** Leads to the sign-up page, and back here afterwards. */
export const RedirectToSignUp = /* @__PURE__ */ leaving<RedirectOptions>(
  'RedirectToSignUp',
  ['redirectUrl'],
  (keywright, { redirectUrl }) => keywright.redirectToSignUp({ redirectUrl }),
)

export const RedirectToUserProfile = /* @__PURE__ */ leaving<object>(
  'RedirectToUserProfile',
  [],
  (keywright) => keywright.redirectToUserProfile(),
)

/** Leads to where the session does what it is still asked for; stays where nothing is asked. */
export const RedirectToTasks = /* @__PURE__ */ leaving<object>('RedirectToTasks', [], async (keywright) => {
  const url = pageOfTask(keywright)
  if (url !== undefined) await keywright.navigate(url)
})

const callbackProps: (keyof RedirectCallbackParams)[] = [
  ...(['signInUrl', 'signUpUrl', 'firstFactorUrl', 'secondFactorUrl', 'resetPasswordUrl'] as const),
  ...(['continueSignUpUrl', 'verifyEmailAddressUrl', 'transferable', 'unsafeMetadata'] as const),
  ...(['signInForceRedirectUrl', 'signInFallbackRedirectUrl', 'reloadResource'] as const),
  ...(['signUpForceRedirectUrl', 'signUpFallbackRedirectUrl'] as const),
]

/** What was not given is left out: `undefined` is no wish. */
const given = <Props extends object>(props: Props): Props =>
  Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as Props

/** The page that a provider leads back to: signs in, signs up, or leads to where something is still asked for. */
export const AuthenticateWithRedirectCallback = /* @__PURE__ */ leaving<RedirectCallbackParams>(
  'AuthenticateWithRedirectCallback',
  callbackProps,
  (keywright, params) => keywright.handleRedirectCallback(given(params)),
)

/** The same where the app leads on by itself. */
export const HandleSSOCallback = /* @__PURE__ */ leaving<SsoCallbackLeads>(
  'HandleSSOCallback',
  ['navigateToApp', 'navigateToSignIn', 'navigateToSignUp'],
  handleSsoCallback,
)

const promptProps: (keyof GoogleOneTapProps)[] = [
  ...(['cancelOnTapOutside', 'itpSupport', 'fedCmSupport'] as const),
  ...(['signInForceRedirectUrl', 'signUpForceRedirectUrl'] as const),
]

/** Google’s own prompt, over the page, as long as this is on it. */
export const GoogleOneTap = /* @__PURE__ */ defineComponent(
  (props: GoogleOneTapProps) => {
    const { keywright, status } = useKeywrightContext()
    let isOpen = false
    const openOnce = (now: Status) => {
      if (isOpen || (now !== 'ready' && now !== 'degraded')) return
      isOpen = true
      keywright.value.openGoogleOneTap({ ...given(props) })
    }
    onMounted(() => watch(status, openOnce, { immediate: true }))
    onUnmounted(() => isOpen && keywright.value.closeGoogleOneTap())
    return () => undefined
  },
  { name: 'GoogleOneTap', props: promptProps as never },
)
