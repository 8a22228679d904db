/** The client of a page: who is signed in, how to sign in, up and out, and where to go. */
import { nothing } from './client/session-center.ts'
import { createComponentVerbs } from './components/component-host.ts'
import { createHost } from './components/create-host.ts'
import { type Core, createCore, type LoadSignedIn } from './core.ts'
import { createEmitter } from './emitter.ts'
import type {
  ClientVerbs,
  EnvironmentState,
  Keywright,
  KeywrightEvents,
  KeywrightOptions,
  PageVerbs,
  SsoVerbs,
  Status,
} from './interface.ts'
import { load } from './load.ts'
import type { Platform } from './platform/platform.ts'
import { createClientReader } from './resources/client.ts'
import { laterVerbs } from './resources/later-verbs.ts'
import { createPageUrls, type PageUrls } from './urls/page-urls.ts'

/** What a client is made of that an app does not choose. */
export interface ClientDeps {
  platform: Platform
  loadSignedIn: LoadSignedIn
}

/** Nothing happens before `load`, so it may also be made while a server renders. */
export function createClient(options: KeywrightOptions, { platform, loadSignedIn }: ClientDeps): Keywright {
  const emitter = createEmitter<KeywrightEvents>()
  let made: Core | undefined
  let loading: Promise<void> | undefined
  let status: Status = 'loading'
  let environment: EnvironmentState | undefined

  const core = () => {
    made ??= createCore({ options, platform, emitter, readClient, loadSignedIn })
    return made
  }
  const readClient = createClientReader({
    send: (call) => core().transport.send(call),
    page: () => ({ keywright, platform, core: core() }),
    toSession(wire) {
      const signedIn = core().signedIn.now()
      if (!signedIn) throw new TypeError('Keywright: not loaded.')
      return signedIn.toSession(wire)
    },
  })
  /** Also before anything is known, and on servers: then it is one without sessions. */
  const client = () => readClient(made?.center.clientState() ?? null)
  const resources = () => made?.center.resources() ?? nothing
  const urls = createPageUrls({
    options,
    pageUrl: () => platform.page.url(),
    frontendUrl: () => core().frontendUrl,
    environment: () => environment,
  })

  async function navigate(url: string): Promise<void> {
    const target = urls.safeRedirect(url)
    if (target === undefined) throw new TypeError('Keywright: redirect not allowed.')
    const { origin, pathname, search, hash } = new URL(target)
    const isOwn = origin === new URL(platform.page.url()).origin
    // On its own `//host/…` would be read as another host: such a page is left for by its whole address.
    const isPath = !pathname.startsWith('//')
    if (isOwn && isPath && options.routerPush) await options.routerPush(pathname + search + hash)
    else platform.page.leaveFor(target)
  }

  const { on, off } = emitter

  const keywright: Keywright = {
    ...laterVerbs<ClientVerbs>('setActive signOut createOrganization getOrganization', async () =>
      (await core().signedIn.load()).verbs({ urls, navigate }),
    ),
    ...createComponentVerbs({ options, createHost: () => createHost({ keywright, urls }) }),
    ...createPageVerbs(urls, navigate),
    ...laterVerbs<SsoVerbs>(
      'handleRedirectCallback authenticateWithGoogleOneTap handleGoogleOneTapCallback',
      async () => (await import('./sso/sso-verbs.ts')).ssoVerbs(keywright, urls),
    ),
    options,
    on,
    off,
    get status() {
      return status
    },
    get loaded() {
      return resources().client !== undefined
    },
    get environment() {
      return environment
    },
    get clientState() {
      return made?.center.clientState()
    },
    get resources() {
      return resources()
    },
    get client() {
      return resources().client
    },
    get session() {
      return resources().session
    },
    get user() {
      return resources().user
    },
    get organization() {
      return resources().organization
    },
    get isSignedIn() {
      return Boolean(resources().session)
    },
    get signIn() {
      return client().signIn
    },
    get signUp() {
      return client().signUp
    },
    api: { send: (call) => core().transport.send(call) },
    load() {
      loading ??= load({
        core: core(),
        platform,
        onEnvironment(heard) {
          environment = heard
          emitter.emit('environment', heard)
        },
        onStatus(next) {
          status = next
          // Whoever tries again after an error starts anew.
          if (next === 'error') loading = undefined
          emitter.emit('status', next)
        },
      })
      return loading
    },
    async getToken(tokenOptions) {
      if (!resources().client) await keywright.load()
      if (!core().center.activeKey()) return null
      return await (await core().signedIn.load()).getToken(tokenOptions)
    },
    addListener(listener, { skipInitialEmit = false } = {}) {
      if (!skipInitialEmit && resources().client) listener(resources())
      return on('resources', listener)
    },
    dispose: () => made?.stop(),
  }
  return keywright
}

function createPageVerbs(urls: PageUrls, navigate: (url: string) => Promise<void>): PageVerbs {
  const pages = ['SignIn', 'SignUp', 'UserProfile', 'AfterSignIn', 'AfterSignUp', 'AfterSignOut'] as const
  const verbs = pages.map((name) => {
    const own = (name.charAt(0).toLowerCase() + name.slice(1)) as Uncapitalize<typeof name>
    const urlOf: (params?: object) => string = urls[own]
    return {
      [`build${name}Url`]: urlOf,
      [`redirectTo${name}`]: (params?: object) => navigate(urlOf(params)),
    }
  })
  return Object.assign({ navigate }, ...verbs) as PageVerbs
}
