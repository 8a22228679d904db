/** A client as flows of an app use it: what it asks of the server and of the page is written down. */

import type { ClientState } from '../flows/flow-api.ts'
import type { EnvironmentState, Keywright } from '../interface.ts'
import { type FakeAnswer, fakePorts } from './fake-ports.ts'
import { fakeClient, fakeSession } from './fake-wire.ts'

const attribute = (enabled: boolean) => ({
  ...{ enabled, required: enabled, used_for_first_factor: enabled },
  ...{ verify_at_sign_up: true, verifications: ['email_code'] },
})

const environment = {
  user_settings: {
    attributes: {
      ...{ first_name: attribute(false), last_name: attribute(false), username: attribute(false) },
      ...{ email_address: attribute(true), password: attribute(true) },
    },
    social: {},
    sign_up: { mode: 'public', legal_consent_enabled: false },
    password_settings: { min_length: 8 },
    attack_protection: { enumeration_protection: { enabled: false } },
  },
  display_config: { preferred_sign_in_strategy: 'password', support_email: null },
  auth_config: { single_session_mode: false },
} as unknown as EnvironmentState

export function createFakePageClient({
  answers = [],
  client = null,
  sessionId = null,
  failsToLoad,
}: {
  answers?: FakeAnswer[]
  client?: Partial<ClientState> | null
  sessionId?: string | null
  failsToLoad?: Error[]
} = {}) {
  const log: string[] = []
  const listeners = new Set<() => void>()
  const state = { client: client && fakeClient({ sessions: [], ...client }), sessionId }
  const { api } = fakePorts(answers)
  const note =
    (name: string) =>
    async (...given: unknown[]) =>
      void log.push(`${name} ${given.map((one) => JSON.stringify(one)).join(' ')}`.trim())
  const url =
    (path: string) =>
    ({ redirectUrl, forceRedirectUrl, fallbackRedirectUrl }: Record<string, string | undefined> = {}) =>
      [path, redirectUrl ?? forceRedirectUrl ?? fallbackRedirectUrl].filter(Boolean).join('?')
  const fake = {
    ...{ api, environment, options: {} },
    async load() {
      const failure = failsToLoad?.shift()
      if (failure) throw failure
    },
    get clientState() {
      return state.client
    },
    get session() {
      return state.sessionId === null ? null : { id: state.sessionId }
    },
    on(_name: string, listener: () => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    ...{ setActive: note('setActive'), signOut: note('signOut'), navigate: note('navigate') },
    ...{ redirectToSignIn: note('redirectToSignIn'), redirectToUserProfile: note('redirectToUserProfile') },
    ...{ buildSignInUrl: url('/sign-in'), buildSignUpUrl: url('/sign-up') },
    ...{
      buildAfterSignInUrl: url('/in'),
      buildAfterSignUpUrl: url('/up'),
      buildAfterSignOutUrl: url('/out'),
    },
  }
  return {
    keywright: fake as unknown as Keywright,
    log,
    listeners,
    /** Somebody else is signed in from now on. */
    change(ids: readonly string[], active: string | null) {
      state.client = fakeClient({ sessions: ids.map((id) => fakeSession(id, null)) })
      state.sessionId = active
      for (const listener of [...listeners]) listener()
    },
  }
}
