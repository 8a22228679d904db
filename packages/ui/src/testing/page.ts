/** A host page without a framework, for tests in a real browser. What it shows is said in its address. */
import { defineElements } from '../elements.ts'
import { type ComponentKind, mount, open, type UiHost } from '../index.ts'
import { ar } from '../localization/ar/index.ts'
import { makeEnvironment } from './environment.ts'
import { createFakeServer } from './fake-server.ts'
import { makeClient, makeSession } from './people.ts'

const query = new URLSearchParams(location.search)
const server = createFakeServer()
const activated: object[] = []
const environment = makeEnvironment({
  display: { preferred_sign_in_strategy: query.get('prefers') === 'otp' ? 'otp' : 'password' },
})

const isMember = query.has('member')
const host: UiHost = {
  ...{ api: server, environment, userProfileUrl: '/user', afterSignOutUrl: '/' },
  client: isMember ? makeClient(makeSession('sess_1')) : null,
  sessionId: isMember ? 'sess_1' : null,
  subscribe: () => () => undefined,
  setActive: async (input) => void activated.push(input),
  signOut: async () => undefined,
  navigate: (url) => location.assign(url),
  ...{ frontendUrl: '', signInUrl: '/sign-in', signUpUrl: '/sign-up' },
}

const kind = (query.get('kind') ?? 'sign-in') as ComponentKind
const props = query.get('locale') === 'ar' ? { localization: ar } : {}
for (const node of document.querySelectorAll<HTMLElement>('#app, .app')) mount(kind, node, props, host)
if (document.querySelector('keywright-sign-in'))
  defineElements({
    mountComponent: (kind, node, props) => mount(kind as ComponentKind, node, { ...props }, host),
  })
document.querySelector('#open')?.addEventListener('click', () => open(kind, props, host))

/** Draws a component and takes it away again, so many times. */
async function remount(count: number): Promise<void> {
  for (let round = 0; round < count; round += 1) {
    const node = document.body.appendChild(document.createElement('div'))
    const { unmount } = mount(kind, node, props, host)
    while (!node.querySelector('button')) await new Promise((resolve) => setTimeout(resolve))
    unmount()
    node.remove()
  }
}

Object.assign(globalThis, { server, activated, remount })
