/** A page as tutorials write it for the official client, with the package's name changed and an address of our server. */
import { Clerk } from '@keywright/clerk-js'

const { publishableKey, url } = JSON.parse(document.querySelector('#config')?.textContent ?? '{}')
const clerk = new Clerk(publishableKey)
await clerk.load({ url })
Object.assign(globalThis, { Clerk: clerk })

const app = document.createElement('div')
document.body.append(app)
if (clerk.isSignedIn) clerk.mountUserButton(app)
else clerk.mountSignIn(app)
