import { join } from 'node:path'
import type { KeywrightOptions } from '@keywright/js'
import {
  addComponent,
  addImports,
  addPluginTemplate,
  addServerHandler,
  addServerImports,
  addServerPlugin,
  addTemplate,
  addTypeTemplate,
  defineNuxtModule,
} from '@nuxt/kit'
import { declaredConfig } from '../server/runtime-config.ts'
import { components, composables, serverNames } from './names.ts'
import { appPlugin, serverMiddleware, serverPlugin } from './templates.ts'

/** Options of the client that can be written down. Keys and addresses are better in the environment. */
export interface KeywrightModuleOptions
  extends Omit<KeywrightOptions, 'publishableKey' | 'ui' | 'routerPush' | 'seed'> {
  publishableKey?: string
  /** The app calls `keywrightMiddleware` in a file of its own, below `server/middleware`. */
  skipServerMiddleware?: boolean
}

/** Ours are written for bundlers: with a copy of Vue beside the app's, nothing would be found that is provided. */
const ours = ['@keywright/nuxt', '@keywright/vue', '@keywright/js', '@keywright/ui']

/** As much of Nuxt as is needed; its own types would bring all of it. */
interface NuxtApp {
  options: {
    runtimeConfig: Defaults
    build: { transpile: unknown[] }
    vite: { optimizeDeps?: { exclude?: string[] } }
    nitro: { externals?: { inline?: unknown[] } }
    buildDir: string
  }
}

interface Defaults {
  [name: string]: unknown
}

/** Values that the app has written win over the empty ones. */
function withDefaults(given: Defaults, defaults: Defaults): Defaults {
  const merged = Object.entries(defaults).map(([name, value]) => {
    const own = given[name]
    if (typeof value !== 'object' || value === null) return [name, own ?? value]
    return [name, withDefaults((own ?? {}) as Defaults, value as Defaults)]
  })
  return { ...given, ...Object.fromEntries(merged) }
}

const serverFolder = 'keywright-server'

/** A file of the app's server, in the folder of what is generated. */
const writeFile = (name: string, text: string): string =>
  addTemplate({ filename: `${serverFolder}/${name}.mjs`, write: true, getContents: () => text }).dst

export const keywrightModule = defineNuxtModule<KeywrightModuleOptions>({
  meta: { name: '@keywright/nuxt', configKey: 'keywright', compatibility: { nuxt: '>=4.0.0' } },
  setup({ skipServerMiddleware = false, ...options }: KeywrightModuleOptions, { options: app }: NuxtApp) {
    Object.assign(app.runtimeConfig, withDefaults(app.runtimeConfig, declaredConfig()))
    app.build.transpile.push(...ours)
    app.vite.optimizeDeps ??= {}
    app.vite.optimizeDeps.exclude = [...(app.vite.optimizeDeps.exclude ?? []), ...ours]

    // What Node would read by itself could not import from Nuxt.
    app.nitro.externals ??= {}
    app.nitro.externals.inline = [
      ...(app.nitro.externals.inline ?? []),
      join(app.buildDir, serverFolder),
      '@keywright/nuxt',
    ]

    addPluginTemplate({ filename: 'keywright-plugin.mjs', getContents: () => appPlugin(options) })
    addImports(composables)
    for (const component of components) addComponent(component)

    addServerPlugin(writeFile('plugin', serverPlugin))
    addServerImports(serverNames)
    if (!skipServerMiddleware)
      addServerHandler({ middleware: true, handler: writeFile('middleware', serverMiddleware) })
    addTypeTemplate(
      { filename: 'types/keywright.d.ts', getContents: () => "import '@keywright/nuxt/server'\n" },
      { nitro: true, nuxt: true },
    )
  },
})
