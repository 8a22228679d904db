/** The client as components see it: what is on the wire, and verbs that are safe to offer. */
import { heardEnvironment } from '../heard-environment.ts'
import type { ComponentHost, Keywright, SetActiveParams } from '../interface.ts'
import type { PageUrls } from '../urls/page-urls.ts'

export interface HostDeps {
  keywright: Keywright
  urls: PageUrls
}

/** Resolves once enough is known to draw something. */
export async function createHost({ keywright, urls }: HostDeps): Promise<ComponentHost> {
  const environment = await heardEnvironment(keywright)
  return {
    environment,
    api: keywright.api,
    get client() {
      const { clientState } = keywright
      // While only a token is known there is a session without its user, of whom nothing can be drawn.
      return clientState
        ? { ...clientState, sessions: clientState.sessions.filter(({ user }) => user) }
        : null
    },
    get sessionId() {
      return keywright.session?.id ?? null
    },
    get organizationId() {
      return keywright.organization?.id ?? null
    },
    subscribe: (listener) => keywright.on('resources', listener),
    setActive: (params) => keywright.setActive(params as SetActiveParams),
    signOut: (options) => keywright.signOut(() => undefined, options),
    navigate: (url) => void keywright.navigate(url).catch(reportError),
    frontendUrl: urls.frontendUrl(),
    userProfileUrl: urls.userProfile(),
    afterSignOutUrl: urls.afterSignOut(),
    // These depend on the page that is shown, and a router changes it.
    get signInUrl() {
      return urls.signInPage()
    },
    get signUpUrl() {
      return urls.signUpPage()
    },
    get redirectUrl() {
      return urls.asked()
    },
  }
}
