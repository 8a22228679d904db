/** A host page without a framework, for tests in a real browser. What it shows is said in its address. */
import { defineElements } from '../elements.ts'
import { type ComponentKind, mount, open, type UiHost } from '../index.ts'
import { ar } from '../localization/ar/index.ts'
import { makeEnvironment } from './environment.ts'
import { createFakeServer } from './fake-server.ts'

const query = new URLSearchParams(location.search)
const server = createFakeServer()
const activated: object[] = []
const environment = makeEnvironment({
  display: { preferred_sign_in_strategy: query.get('prefers') === 'otp' ? 'otp' : 'password' },
})

const host: UiHost = {
  ...{
    api: server,
    environment,
    ...{ client: null, sessionId: null, userProfileUrl: '/user', afterSignOutUrl: '/' },
  },
  subscribe: () => () => undefined,
  setActive: async (input) => void activated.push(input),
  signOut: async () => undefined,
  navigate: (url) => location.assign(url),
  ...{ signInUrl: '/sign-in', signUpUrl: '/sign-up' },
}

const kind = (query.get('kind') ?? 'sign-in') as ComponentKind
const props = query.get('locale') === 'ar' ? { localization: ar } : {}
const node = document.querySelector<HTMLElement>('#app')
if (node) mount(kind, node, props, host)
if (document.querySelector('keywright-sign-in'))
  defineElements({
    mountComponent: (kind, node, props) => mount(kind as ComponentKind, node, { ...props }, host),
  })
document.querySelector('#open')?.addEventListener('click', () => open(kind, props, host))

Object.assign(globalThis, { server, activated })
