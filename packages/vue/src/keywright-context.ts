import type { Keywright, KeywrightOptions, Resources, Status } from '@keywright/js'
import type { InitialState } from '@keywright/js/binding'
import { type InjectionKey, inject, type ShallowRef } from 'vue'

/** How the components of an app look and speak. */
export type Looks = Pick<KeywrightOptions, 'appearance' | 'localization'>

export interface KeywrightContext {
  keywright: ShallowRef<Keywright>
  initialState: InitialState | undefined
  /** Who is signed in, as far as this page knows. */
  resources: ShallowRef<Resources>
  /** How far the client is. */
  status: ShallowRef<Status>
  /** What `updateKeywrightOptions` said last. */
  looks: ShallowRef<Looks>
}

/** The same for all copies of this package that an app may have. */
export const contextKey: InjectionKey<KeywrightContext> = Symbol.for('keywright.vue')

/** The client and what is known of the visitor. For the composables of this package. */
export function useKeywrightContext(): KeywrightContext {
  const context = inject(contextKey, undefined)
  if (!context)
    throw new Error(
      'Keywright: a composable or component was used in an app without the plugin. Write `app.use(keywrightPlugin, { publishableKey })`.',
    )
  return context
}
