import type { Status } from '@keywright/js'
import { type Audience, type AuthOptions, audienceOf, isFor, type Protection } from '@keywright/js/binding'
import { defineComponent, h, type SlotsType } from 'vue'
import { useKeywrightContext } from './keywright-context.ts'
import { useAuth } from './use-auth.ts'

export interface ShowProps extends AuthOptions {
  /** For whom the default slot is. A browser can be made to show anything: what matters is decided on a server. */
  when: Audience
}

type GuardSlots = SlotsType<{ default?: unknown; fallback?: unknown }>
const pending = 'treatPendingAsSignedOut' as const

/** Shows its slot to those it is for, `fallback` to everybody else, and nothing until it is known who is there. */
export const Show = /* @__PURE__ */ defineComponent(
  (props: ShowProps, { slots }) => {
    const { isLoaded, isSignedIn, has } = useAuth(() => ({ [pending]: props[pending] }))
    return () => {
      if (!isLoaded.value) return undefined
      return isFor(props.when, { isSignedIn: isSignedIn.value, has })
        ? slots.default?.({})
        : slots.fallback?.({})
    }
  },
  { name: 'KeywrightShow', props: ['when', pending], slots: {} as GuardSlots },
)

function guard(name: string, when: Audience) {
  return defineComponent(
    (props: AuthOptions, { slots }) =>
      () =>
        h(Show, { ...props, when }, slots),
    { name, props: [pending], slots: {} as GuardSlots },
  )
}

export const SignedIn = /* @__PURE__ */ guard('SignedIn', 'signed-in')
export const SignedOut = /* @__PURE__ */ guard('SignedOut', 'signed-out')

export interface ProtectProps extends Protection, AuthOptions {}

/** Shows its slot to those who may; without any condition, to whoever is signed in. */
export const Protect = /* @__PURE__ */ defineComponent(
  (props: ProtectProps, { slots }) =>
    () =>
      h(Show, { when: audienceOf(props), [pending]: props[pending] }, slots),
  {
    name: 'KeywrightProtect',
    props: ['condition', 'role', 'permission', 'feature', 'plan', 'reverification', pending],
    slots: {} as GuardSlots,
  },
)

function shownWhile(name: string, ...statuses: Status[]) {
  return defineComponent(
    (_props: object, { slots }) => {
      const { status } = useKeywrightContext()
      return () => (statuses.includes(status.value) ? slots.default?.() : undefined)
    },
    { name },
  )
}

/** Shown once it is known who is there. */
export const KeywrightLoaded = /* @__PURE__ */ shownWhile('KeywrightLoaded', 'ready', 'degraded')
export const KeywrightLoading = /* @__PURE__ */ shownWhile('KeywrightLoading', 'loading')
/** Shown while the server does not answer everything; whoever was signed in stays so. */
export const KeywrightDegraded = /* @__PURE__ */ shownWhile('KeywrightDegraded', 'degraded')
export const KeywrightFailed = /* @__PURE__ */ shownWhile('KeywrightFailed', 'error')
