/**
 * What the SDK of an app's server costs, in a process of its own: `verifyToken` and the cookie path of `authenticateRequest`,
 * beside `@clerk/backend` and the raw verification. With `web`, our code takes its Web Crypto path.
 */
import { createHash, generateKeyPairSync, verify, webcrypto } from 'node:crypto'
import { registerHooks } from 'node:module'
import { createClerkClient, verifyToken as verifyOfficially } from '@clerk/backend'
import { serveQuestions } from '../measure/worker.ts'
import { costOf } from './cost-of.ts'
import { makeSessionToken } from './session-token.ts'

export interface SdkQuestion {
  milliseconds: number
}

/** Processor time for one operation, in microseconds. Building the `Request` is not counted: a framework has one. */
export interface SdkAnswer {
  raw: number
  verify: number
  verifyOfficial: number
  cookie: number
  cookieOfficial: number
}

const isWeb = process.argv[2] === 'web'
/** As many verifications as the thread pool of an app has threads. */
const width = isWeb ? 4 : 1

if (isWeb) {
  // Node always takes the `node` branch of an export condition, so the port is chosen by hand here.
  const port = new URL('../../packages/tokens/src/signature.web.ts', import.meta.url).href
  registerHooks({
    resolve: (specifier, context, next) => next(specifier === '#signature' ? port : specifier, context),
  })
}

const { createBackendClient, verifyToken } = await import('../../packages/backend/src/index.ts')
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const jwtKey = publicKey.export({ type: 'spki', format: 'pem' }).toString()
const token = makeSessionToken(privateKey)
const lastDot = token.lastIndexOf('.')
const signingInput = Buffer.from(token.slice(0, lastDot))
const signature = Buffer.from(token.slice(lastDot + 1), 'base64url')
const webKey = await webcrypto.subtle.importKey(
  'spki',
  publicKey.export({ type: 'spki', format: 'der' }),
  { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  false,
  ['verify'],
)

/** What a browser sends for a page; the host of the key is that in the token's `iss`. */
const publishableKey = `pk_test_${btoa('clerk.bench.localhost:3943$')}`
const suffix = createHash('sha1').update(publishableKey).digest('base64url').slice(0, 8)
const cookie = ['__session', '__client_uat', '__clerk_db_jwt']
  .flatMap((name) => [name, `${name}_${suffix}`])
  .map((name) => `${name}=${name.startsWith('__session') ? token : '1'}`)
  .join('; ')
const headers = { cookie, host: 'localhost:3000', accept: 'text/html', 'sec-fetch-dest': 'document' }
const request = new Request('http://localhost:3000/members', { headers })

const options = { secretKey: 'sk_test_bench', publishableKey, jwtKey }
const ours = createBackendClient({ ...options, environment: {} })
const official = createClerkClient({ ...options, telemetry: { disabled: true } })

function mustHold(isGood: boolean): void {
  if (!isGood) throw new Error('somebody who is signed in was not recognised')
}

async function verifyRawOnWeb(): Promise<void> {
  mustHold(await webcrypto.subtle.verify('RSASSA-PKCS1-v1_5', webKey, signature, signingInput))
}

const works: Record<keyof SdkAnswer, () => void | Promise<void>> = {
  raw: isWeb ? verifyRawOnWeb : () => mustHold(verify('sha256', signingInput, publicKey, signature)),
  verify: async () => mustHold((await verifyToken(token, { jwtKey })).v === 2),
  verifyOfficial: async () => mustHold((await verifyOfficially(token, { jwtKey })).v === 2),
  cookie: async () => mustHold((await ours.authenticateRequest(request)).isAuthenticated),
  cookieOfficial: async () => mustHold((await official.authenticateRequest(request)).isAuthenticated),
}
const names = Object.keys(works) as (keyof SdkAnswer)[]

/** All of them in turns, many times over, so that a disturbance meets each. */
serveQuestions<SdkQuestion, SdkAnswer>(async ({ milliseconds }) => {
  const slices = 20
  const sums = Object.fromEntries(names.map((name) => [name, 0])) as unknown as SdkAnswer
  for (let slice = 0; slice < slices; slice += 1)
    for (const name of names)
      sums[name] += (await costOf(works[name], width, milliseconds / slices / names.length)) / slices
  return sums
})
