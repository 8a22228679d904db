/** What the plugin does that the module writes into the app, on the server and in the browser. */
import type { KeywrightOptions } from '@keywright/js'
import type { InitialState } from '@keywright/js/binding'
import { keywrightPlugin } from '@keywright/vue'
import type { App, Ref } from 'vue'
import { loadUi } from './load-ui.ts'

/** What the server knew of the request, as `browserStateOf` writes it. */
interface PageState extends Partial<KeywrightOptions> {
  initialState?: InitialState
}

/** As much of Nuxt as is needed. */
export interface NuxtParts {
  nuxtApp: {
    vueApp: App
    isHydrating?: boolean | undefined
    payload: { serverRendered?: boolean | undefined }
    hook(name: 'app:suspense:resolve', callback: () => void): unknown
  }
  /** `runtimeConfig.public` */
  publicConfig: { keywright?: object; clerk?: object }
  /** Written by the server, read by the browser. */
  state: Ref<PageState | undefined>
  /** Of the request that is answered; `undefined` in the browser. */
  context: { keywrightState?: unknown } | undefined
  navigateTo(url: string): unknown
  /** Of `keywright` in `nuxt.config.ts`. */
  options: Partial<KeywrightOptions>
}

export function installKeywright(parts: NuxtParts): void {
  const { nuxtApp, publicConfig, state, context, navigateTo, options } = parts
  if (context) state.value = context.keywrightState as PageState | undefined
  const { initialState, ...known } = state.value ?? {}
  const { publishableKey = '', ...rest } = {
    ...said(publicConfig.clerk),
    ...said(publicConfig.keywright),
    ...options,
    ...known,
  }
  nuxtApp.vueApp.use(keywrightPlugin, {
    ...{ ui: loadUi, routerPush: navigateTo, publishableKey, initialState },
    ...rest,
    alive: aliveOf(nuxtApp),
  })
}

/** Nuxt hands over an empty text for what was not set. */
const said = (config: object = {}): Partial<KeywrightOptions> =>
  Object.fromEntries(Object.entries(config).filter(([, value]) => value !== ''))

/** A page from a server may hang on data that is still to come. */
function aliveOf({ isHydrating, payload, hook }: NuxtParts['nuxtApp']): Promise<void> {
  if (!isHydrating || !payload.serverRendered) return Promise.resolve()
  return new Promise((resolve) => {
    hook('app:suspense:resolve', resolve)
  })
}
