/** The client of every page of an Astro app. The integration starts it. */
import type { Keywright, KeywrightOptions } from '@keywright/js'
import type { InitialState } from '@keywright/js/binding'
import { createKeywright } from '@keywright/js/light'
import type { ClientOptions } from './client/client-options.ts'
import { createComponents } from './client/components.ts'
import { followClicks, leaveWhereAsked, showParts } from './client/controls.ts'
import { loadUi } from './client/load-ui.ts'

let started: Keywright | undefined

/** The client of this page; `undefined` before the page's own script has run. */
export const getKeywright = (): Keywright | undefined => started

/** What the server wrote into a page that it drew for a request. */
interface PageState extends Partial<KeywrightOptions> {
  initialState?: InitialState
}

function readPageState(): PageState {
  const text = document.querySelector('script[data-keywright-state]')?.textContent
  return text ? (JSON.parse(text) as PageState) : {}
}

export function startKeywright(given: Partial<ClientOptions>): Keywright {
  if (started) return started
  const { initialState: drawnFor, ...known } = readPageState()
  const { publishableKey = '', ...options } = { ...given, ...known }
  const keywright = createKeywright({ ui: loadUi, publishableKey, ...options })
  started = keywright
  Object.assign(globalThis, { Keywright: keywright })
  const components = createComponents(keywright)
  let initialState = drawnFor
  const show = () => {
    showParts(keywright, initialState)
    components.follow()
  }
  keywright.on('resources', show)
  keywright.on('status', show)
  // With view transitions, another page comes into this one.
  document.addEventListener('astro:page-load', () => {
    initialState = readPageState().initialState
    show()
    if (keywright.loaded) leaveWhereAsked(keywright).catch((error: unknown) => reportError(error))
  })
  followClicks(keywright)
  show()
  keywright
    .load()
    .then(() => leaveWhereAsked(keywright))
    .catch((error: unknown) => reportError(error))
  return keywright
}
