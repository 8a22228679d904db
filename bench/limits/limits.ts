/**
 * The raw limits of this machine, in a process of its own: what a signature, a verification or a password hash costs with
 * nothing around it, and what our verification costs beside the raw one. With `web`, our code takes its Web Crypto path.
 */
import {
  createHmac,
  createSecretKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
  webcrypto,
} from 'node:crypto'
import { registerHooks } from 'node:module'
import { serveQuestions } from '../measure/worker.ts'
import { costOf } from './cost-of.ts'
import { argon2Cost } from './password-hash.ts'
import { makeSessionToken } from './session-token.ts'

export interface LimitQuestion {
  measure: 'sign' | 'hash' | 'verify' | 'hmac'
  milliseconds: number
}

/** Processor time for one operation, in microseconds; `ours` beside `raw` where there is such a thing. */
export interface LimitAnswer {
  raw: number
  ours?: number
}

const isWeb = process.argv[2] === 'web'
/** As many signatures under way as the load generator keeps. */
const signConcurrency = 16
/** As many verifications as the thread pool of an app has threads. */
const webConcurrency = 4

if (isWeb) {
  // Node always takes the `node` branch of an export condition, so the port is chosen by hand here.
  const port = new URL('../../packages/tokens/src/signature.web.ts', import.meta.url).href
  registerHooks({
    resolve: (specifier, context, next) => next(specifier === '#signature' ? port : specifier, context),
  })
}

const { importPublicPem, verifyJwt } = await import('../../packages/tokens/src/index.ts')
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const hmacKey = createSecretKey(Buffer.alloc(32, 7))
const token = makeSessionToken(privateKey)
const lastDot = token.lastIndexOf('.')
const signingInput = Buffer.from(token.slice(0, lastDot))
const signature = Buffer.from(token.slice(lastDot + 1), 'base64url')
const ourKey = await importPublicPem(publicKey.export({ type: 'spki', format: 'pem' }).toString())
const webKey = await webcrypto.subtle.importKey(
  'spki',
  publicKey.export({ type: 'spki', format: 'der' }),
  { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  false,
  ['verify'],
)

function signOnce(key: KeyObject): Promise<void> {
  return new Promise((resolve, reject) => {
    sign('sha256', signingInput, key, (error) => (error ? reject(error) : resolve()))
  })
}

function mustHold(valid: boolean): void {
  if (!valid) throw new Error('a good signature was refused')
}

async function verifyRaw(): Promise<void> {
  mustHold(await webcrypto.subtle.verify('RSASSA-PKCS1-v1_5', webKey, signature, signingInput))
}

function verifyRawSync(): void {
  mustHold(verify('sha256', signingInput, publicKey, signature))
}

async function verifyOurs(): Promise<void> {
  mustHold((await verifyJwt(token, { key: ourKey })).ok)
}

/** Ours and the raw one in turns, many times over, so that a disturbance meets both. */
async function compareVerification(milliseconds: number): Promise<LimitAnswer> {
  const slices = 20
  const width = isWeb ? webConcurrency : 1
  let raw = 0
  let ours = 0
  for (let slice = 0; slice < slices; slice += 1) {
    raw += await costOf(isWeb ? verifyRaw : verifyRawSync, width, milliseconds / slices / 2)
    ours += await costOf(verifyOurs, width, milliseconds / slices / 2)
  }
  return { raw: raw / slices, ours: ours / slices }
}

/** A keyed hash of the same text: a call or two into OpenSSL and some JavaScript, to tell how fast this machine runs both. */
function hmacOnce(): void {
  mustHold(createHmac('sha256', hmacKey).update(signingInput).digest('base64url').length === 43)
}

serveQuestions<LimitQuestion, LimitAnswer>(async ({ measure, milliseconds }) => {
  switch (measure) {
    case 'sign':
      return { raw: await costOf(() => signOnce(privateKey), signConcurrency, milliseconds) }
    case 'hash':
      return { raw: await argon2Cost(milliseconds) }
    case 'hmac':
      return { raw: await costOf(hmacOnce, 1, milliseconds) }
    case 'verify':
      return await compareVerification(milliseconds)
  }
})
