/** The few lines that have to be part of the app itself, because they import what only Nuxt can resolve. */

/** `options`: of `keywright` in `nuxt.config.ts`. */
export const appPlugin = (options: object): string => `
import { defineNuxtPlugin, navigateTo, useRequestEvent, useRuntimeConfig, useState } from '#imports'
import { installKeywright } from '@keywright/nuxt/client'

export default defineNuxtPlugin({
  name: 'keywright',
  enforce: 'pre',
  setup(nuxtApp) {
    installKeywright({
      nuxtApp,
      navigateTo,
      publicConfig: useRuntimeConfig().public,
      state: useState('keywright'),
      context: useRequestEvent()?.context,
      options: ${JSON.stringify(options)},
    })
  },
})
`

/** Leaves what Nuxt made of the environment with each request. */
export const serverPlugin = `
import { defineNitroPlugin, getRouteRules, useRuntimeConfig } from '#imports'

export default defineNitroPlugin((nitroApp) => {
  nitroApp.hooks.hook('request', (event) => {
    event.context.keywrightConfig = useRuntimeConfig(event)
    event.context.keywrightIsPrerendering = Boolean(import.meta.prerender)
    const { cache, isr } = getRouteRules(event)
    event.context.keywrightIsKept = Boolean(cache || isr)
  })
})
`

export const serverMiddleware = `
import { keywrightMiddleware } from '@keywright/nuxt/server'

export default keywrightMiddleware()
`
