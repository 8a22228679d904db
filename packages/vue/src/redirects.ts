import type { Keywright, RedirectOptions, Status } from '@keywright/js'
import { pageOfTask } from '@keywright/js/binding'
import { defineComponent, onMounted, watch } from 'vue'
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
