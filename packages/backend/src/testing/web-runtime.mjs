/**
 * This package as a run-time without Node sees it, in a process of its own: with the web adapter of the signature port, every
 * import of a Node module a fault, and Node's globals gone. What came out is printed as JSON.
 */
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'

const webPort = new URL('../../../tokens/src/signature.web.ts', import.meta.url).href
const print = process.stdout.write.bind(process.stdout)
const { pem, good, forged, cookie, publishableKey } = JSON.parse(readFileSync(0, 'utf8'))

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === '#signature') return next(webPort, context)
    const isOurs = /\/packages\/(backend|tokens|client|contract)\/src\//.test(context.parentURL ?? '')
    if (isOurs && specifier.startsWith('node:')) throw new Error(`${context.parentURL} imports ${specifier}`)
    return next(specifier, context)
  },
})

// Node loads its own fetch, with what that needs, when it is first used.
await fetch('data:,').then(() => new Request('http://x'))
for (const name of ['Buffer', 'process', 'setImmediate', 'global'])
  Object.defineProperty(globalThis, name, { value: undefined, writable: true, configurable: true })

const { createBackendClient, createRouteMatcher, verifyToken } = await import('../index.ts')

const reasonOf = (token) => verifyToken(token, { jwtKey: pem }).catch(({ reason }) => reason)
const client = createBackendClient({ secretKey: 'sk_live_a', jwtKey: pem, publishableKey })
const headers = { cookie, accept: 'text/html', 'sec-fetch-dest': 'document' }
const stateOf = (init) => client.authenticateRequest(new Request('https://app.example.com/members', init))
const signedIn = await stateOf({ headers })
const stranger = await stateOf({ headers: { ...headers, cookie: '__client_uat=5' } })

print(
  JSON.stringify({
    verified: (await reasonOf(good)).sub,
    forged: await reasonOf(forged),
    signedIn: [signedIn.status, signedIn.toAuth().userId],
    stranger: [stranger.status, stranger.reason],
    isProtected: createRouteMatcher('/members(.*)')(new Request('https://app.example.com/members/1')),
  }),
)
