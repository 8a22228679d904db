import type { Keywright, KeywrightOptions } from '@keywright/js'
import { clientFor, type InitialState, nothing } from '@keywright/js/binding'
import { type App, type Plugin, shallowRef } from 'vue'
import { contextKey, type KeywrightContext, type Looks } from './keywright-context.ts'

export interface KeywrightPluginOptions extends KeywrightOptions {
  /** A client made elsewhere, in place of one made from the options. */
  keywright?: Keywright | undefined
  /** What the server knew of the visitor, so that the first picture is the right one. */
  initialState?: InitialState | undefined
  /** Resolves when what a server drew has come to life. Until then nothing is shown that the server did not know. */
  alive?: Promise<unknown> | undefined
}

/** Makes the client known to an app, and loads it: `app.use(keywrightPlugin, { publishableKey })`. Options are read once. */
export const keywrightPlugin: Plugin<[KeywrightPluginOptions]> = {
  install(app, { keywright: given, initialState, alive = Promise.resolve(), ...options }) {
    const keywright = given ?? clientFor(options)
    const context: KeywrightContext = {
      ...{ keywright: shallowRef(keywright), initialState },
      ...{ resources: shallowRef(nothing), status: shallowRef('loading' as const) },
      looks: shallowRef({}),
    }
    app.provide(contextKey, context)
    // A server draws for many visitors, and asks nothing.
    if (typeof window !== 'undefined') follow(app, context, alive)
  },
}

const living = new Set<KeywrightContext>()

function follow(app: App, context: KeywrightContext, alive: Promise<unknown>): void {
  const { keywright, resources, status } = context
  const { value: client } = keywright
  const stops: (() => void)[] = []
  const begin = () => {
    const read = () => {
      resources.value = client.resources
      status.value = client.status
    }
    stops.push(client.on('resources', read), client.on('status', read))
    read()
  }
  let isGone = false
  void alive.then(() => {
    if (!isGone) begin()
  })
  living.add(context)
  app.onUnmount(() => {
    isGone = true
    living.delete(context)
    for (const stop of stops) stop()
  })
  // Why it failed is the client's status, which <KeywrightFailed> shows.
  client.load().catch(() => undefined)
}

/** Changes how the components of this page look and speak, from now on. */
export function updateKeywrightOptions(looks: Looks): void {
  for (const { keywright, looks: shown } of living) {
    // What opens over the page later reads them there.
    Object.assign(keywright.value.options, looks)
    shown.value = { ...shown.value, ...looks }
  }
}
