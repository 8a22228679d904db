/** Requests to addresses that somebody else named. They cost us little, and go nowhere where we did not mean to go. */
import { lookup } from 'node:dns'
import { type IncomingMessage, request as requestByHttp } from 'node:http'
import { request as requestByHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { redirectTarget } from './redirect-target.policy.ts'

export interface OutgoingLimits extends Reach {
  bytesMax: number
}

interface Reach {
  /** For the whole of it, to the last byte of the answer. */
  millisecondsMax: number
  /** Whether a connection may be made to this address. Asked for the very address that is connected to. */
  mayReach: (address: string) => boolean
}

/** What is posted, and how. */
export interface OutgoingPost extends Reach {
  headers: Readonly<Record<string, string>>
  body: string
}

/** GETs JSON. No redirect is followed; whatever goes wrong is thrown. */
export async function getJson(url: string, { bytesMax, ...reach }: OutgoingLimits) {
  const answer = await send(url, reach, { method: 'GET' })
  try {
    if (answer.statusCode !== 200) throw new Error(`The answer has status ${answer.statusCode}.`)
    return JSON.parse(await readText(answer, bytesMax)) as unknown
  } finally {
    answer.destroy()
  }
}

/** Asking again changes nothing: what is there may not be reached, is too much, or is not given. */
export class OutgoingRefusal extends Error {
  override readonly name = 'OutgoingRefusal'
}

const redirectStatuses: readonly (number | undefined)[] = [301, 302, 303, 307, 308]
/** Statuses that say to come back later (RFC 9110 §15.5.9, RFC 6585 §4). */
const laterStatuses: readonly (number | undefined)[] = [408, 429]

/** GETs what is at an address, as bytes, also by way of some redirects: each is a request with the same limits. */
export async function getBytes(
  url: string,
  { bytesMax, redirectsMax, millisecondsMax, mayReach }: OutgoingLimits & { redirectsMax: number },
): Promise<Uint8Array> {
  const until = performance.now() + millisecondsMax
  let target = url
  for (let redirects = 0; redirects <= redirectsMax; redirects += 1) {
    const left = Math.max(1, Math.ceil(until - performance.now()))
    const answer = await send(target, { millisecondsMax: left, mayReach }, { method: 'GET' })
    try {
      const { statusCode: status = 0, headers } = answer
      if (status === 200) return await readBytes(answer, bytesMax)
      if (!redirectStatuses.includes(status)) throw statusFault(status)
      const next = redirectTarget(target, headers.location)
      if (next === undefined) throw new OutgoingRefusal('The redirect leads nowhere.')
      target = next
    } finally {
      answer.destroy()
    }
  }
  throw new OutgoingRefusal(`There are more than ${redirectsMax} redirects.`)
}

function statusFault(status: number): Error {
  const isFinal = status >= 400 && status < 500 && !laterStatuses.includes(status)
  const message = `The answer has status ${status}.`
  return isFinal ? new OutgoingRefusal(message) : new Error(message)
}

/** POSTs text. No redirect is followed, nothing of the answer is read, and one without a status of success is thrown. */
export async function postText(url: string, { headers, body, ...reach }: OutgoingPost): Promise<void> {
  const length = { 'content-length': String(Buffer.byteLength(body)) }
  const answer = await send(url, reach, { method: 'POST', headers: { ...headers, ...length }, body })
  answer.destroy()
  const { statusCode = 0 } = answer
  if (statusCode < 200 || statusCode > 299) throw new Error(`The answer has status ${statusCode}.`)
}

/**
 * `fetch` within limits: no redirect is followed, and an answer that is too long, or takes too long to its last byte, is
 * thrown. Answers with any status are given back.
 */
export function fetchWithin({ bytesMax, ...reach }: OutgoingLimits) {
  return async (url: string, { method = 'GET', headers, body }: FetchOptions = {}): Promise<Response> => {
    const given = Object.fromEntries(new Headers(headers))
    const text = body?.toString()
    const length = text === undefined ? {} : { 'content-length': String(Buffer.byteLength(text)) }
    const answer = await send(url, reach, { method, headers: { ...given, ...length }, body: text ?? '' })
    try {
      const read = await readText(answer, bytesMax)
      const status = answer.statusCode ?? 0
      if (status < 200 || status > 599) throw new Error(`The answer has status ${status}.`)
      const contentType = answer.headers['content-type']
      return new Response(isBodiless(status) ? null : read, {
        status,
        headers: contentType === undefined ? {} : { 'content-type': contentType },
      })
    } finally {
      answer.destroy()
    }
  }
}

/** The same limits for somebody who answers in this process. */
export function answerWithin(
  { bytesMax, millisecondsMax }: Pick<OutgoingLimits, 'bytesMax' | 'millisecondsMax'>,
  answer: (request: Request) => Promise<Response>,
): BoundedFetch {
  return async (url, { method = 'GET', headers, body } = {}) => {
    const signal = AbortSignal.timeout(millisecondsMax)
    const sent = { method, signal, ...(headers && { headers }), ...(body === undefined ? {} : { body }) }
    const timeout = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
    })
    const answered = await Promise.race([answer(new Request(url, sent)), timeout])
    const text = await Promise.race([answered.text(), timeout])
    if (Buffer.byteLength(text) > bytesMax) throw tooLong(bytesMax)
    return new Response(isBodiless(answered.status) ? null : text, answered)
  }
}

export type BoundedFetch = (url: string, options?: FetchOptions) => Promise<Response>

export interface FetchOptions {
  method?: string
  headers?: ConstructorParameters<typeof Headers>[0]
  body?: string | URLSearchParams | undefined
}

/** Statuses with which no body comes (Fetch, “null body status”). */
function isBodiless(status: number): boolean {
  return status === 204 || status === 205 || status === 304
}

interface Sent {
  method: string
  headers?: Readonly<Record<string, string>>
  body?: string
}

async function send(
  url: string,
  { millisecondsMax, mayReach }: Reach,
  { method, headers = {}, body = '' }: Sent,
): Promise<IncomingMessage> {
  const target = new URL(url)
  const literal = target.hostname.replace(/^\[|\]$/g, '')
  // An address is connected to without being looked up.
  if (isIP(literal) !== 0 && !mayReach(literal)) throw refusedAddress(literal)
  const signal = AbortSignal.timeout(millisecondsMax)
  const begin = target.protocol === 'https:' ? requestByHttps : requestByHttp
  return await new Promise<IncomingMessage>((resolve, reject) => {
    const options = { method, headers, signal, agent: false, lookup: lookupWithin(mayReach) }
    const request = begin(target, options, resolve).on('error', reject)
    // All there is after `101 Switching Protocols`, which nobody asked for (RFC 9110 §15.2.2).
    request.on('close', () => reject(new Error('The connection ended without an answer.')))
    request.end(body)
  })
}

async function readText(answer: IncomingMessage, bytesMax: number): Promise<string> {
  return (await readBytes(answer, bytesMax)).toString('utf8')
}

async function readBytes(answer: IncomingMessage, bytesMax: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > bytesMax) throw tooLong(bytesMax)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Looks a name up once, for the check and for the connection: a name server that changes its mind is not asked again. */
function lookupWithin(mayReach: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) =>
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '')
      const refused = addresses.find(({ address }) => !mayReach(address))
      const [first] = addresses
      if (refused || !first) return callback(refusedAddress(refused?.address ?? hostname), '')
      if (options.all) callback(null, addresses)
      else callback(null, first.address, first.family)
    })
}

function refusedAddress(address: string): Error {
  return new OutgoingRefusal(`${address} may not be reached.`)
}

function tooLong(bytesMax: number): Error {
  return new OutgoingRefusal(`The answer is longer than ${bytesMax} bytes.`)
}
