/** The client of a page: who is signed in, how to sign in, up and out, and where to go. */
import type { Resources } from './client/session-center.ts'
import { createComponentVerbs } from './components/component-host.ts'
import { createHost } from './components/create-host.ts'
import { type Core, createCore } from './core.ts'
import { createEmitter } from './emitter.ts'
import type {
  EnvironmentState,
  Keywright,
  KeywrightEvents,
  KeywrightOptions,
  PageVerbs,
  Status,
} from './interface.ts'
import { load } from './load.ts'
import { createBrowserPlatform } from './platform/browser-platform.ts'
import type { Platform } from './platform/platform.ts'
import { createClientReader } from './resources/client.ts'
import type { GetTokenOptions } from './resources/session.ts'
import { createSessionVerbs } from './session-verbs.ts'
import { createPageUrls } from './urls/page-urls.ts'

const nothing: Resources = { client: undefined, session: undefined, user: undefined }

/**
 * Makes the client of a page. Nothing happens before `load`, so it may also be made while a server renders. `platform` is
 * the browser; tests put their own there.
 */
export function createKeywright(
  options: KeywrightOptions,
  platform: Platform = createBrowserPlatform(),
): Keywright {
  const emitter = createEmitter<KeywrightEvents>()
  let made: Core | undefined
  let loading: Promise<void> | undefined
  let status: Status = 'loading'
  let environment: EnvironmentState | undefined

  const core = () => {
    made ??= createCore({ options, platform, emitter, readClient })
    return made
  }
  const readClient = createClientReader({
    send: (call) => core().transport.send(call),
    getToken: (key, wish) => core().source.get(key, wish),
    cachedToken: (sessionId) => made?.cache.get({ sessionId }),
    clearTokens: (sessionId) => made?.cache.dropSession(sessionId),
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
    if (target === undefined)
      throw new TypeError('Keywright: this redirect leads to an origin that is not allowed.')
    const { origin, pathname, search, hash } = new URL(target)
    const isOwn = origin === new URL(platform.page.url()).origin
    if (isOwn && options.routerPush) await options.routerPush(pathname + search + hash)
    else platform.page.leaveFor(target)
  }

  const verbs = createSessionVerbs({ core, urls, navigate })
  const { on, off } = emitter

  const keywright: Keywright = {
    ...verbs,
    ...createComponentVerbs({ options, createHost: () => createHost({ keywright, urls }) }),
    ...createPageVerbs(urls, navigate),
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
      return await getActiveToken(core, tokenOptions)
    },
    addListener(listener, { skipInitialEmit = false } = {}) {
      if (!skipInitialEmit && resources().client) listener(resources())
      return on('resources', listener)
    },
    dispose: () => made?.stop(),
  }
  return keywright
}

/** The active session may change while its token is on the way: nobody is given another session's. */
async function getActiveToken(core: () => Core, options: GetTokenOptions = {}): Promise<string | null> {
  const { template, organizationId, ...wish } = options
  for (;;) {
    const key = core().center.activeKey()
    if (!key) return null
    const token = await core().source.get({ ...key, template, organizationId }, wish)
    if (core().center.activeKey()?.sessionId === key.sessionId) return token
  }
}

function createPageVerbs(
  urls: ReturnType<typeof createPageUrls>,
  navigate: (url: string) => Promise<void>,
): PageVerbs {
  return {
    buildSignInUrl: urls.signIn,
    buildSignUpUrl: urls.signUp,
    buildUserProfileUrl: urls.userProfile,
    buildAfterSignInUrl: urls.afterSignIn,
    buildAfterSignUpUrl: urls.afterSignUp,
    buildAfterSignOutUrl: urls.afterSignOut,
    redirectToSignIn: (params) => navigate(urls.signIn(params)),
    redirectToSignUp: (params) => navigate(urls.signUp(params)),
    redirectToUserProfile: () => navigate(urls.userProfile()),
    redirectToAfterSignIn: () => navigate(urls.afterSignIn()),
    redirectToAfterSignUp: () => navigate(urls.afterSignUp()),
    redirectToAfterSignOut: () => navigate(urls.afterSignOut()),
    navigate,
  }
}
