/** A page that has nothing but the client; tests drive it by hand. */
import { createKeywright, type Keywright } from '@keywright/js'

declare global {
  var keywright: Keywright
}

const config = JSON.parse(document.querySelector('#config')?.textContent ?? '{}')
globalThis.keywright = createKeywright(config)
globalThis.keywright.addListener(({ user }) => {
  document.title = user ? `Signed in as ${user.primaryEmailAddress?.emailAddress}` : 'Signed out'
})
await globalThis.keywright.load()
