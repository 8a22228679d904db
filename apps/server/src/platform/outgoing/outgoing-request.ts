/** Requests to addresses that somebody else named. They cost us little, and go nowhere where we did not mean to go. */
import { lookup } from 'node:dns'
import { get as getByHttp, type IncomingMessage } from 'node:http'
import { get as getByHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'

export interface OutgoingLimits {
  /** For the whole of it, to the last byte of the answer. */
  millisecondsMax: number
  bytesMax: number
  /** Whether a connection may be made to this address. Asked for the very address that is connected to. */
  mayReach: (address: string) => boolean
}

/** GETs JSON. No redirect is followed; whatever goes wrong is thrown. */
export async function getJson(url: string, { millisecondsMax, bytesMax, mayReach }: OutgoingLimits) {
  const target = new URL(url)
  const literal = target.hostname.replace(/^\[|\]$/g, '')
  // An address is connected to without being looked up.
  if (isIP(literal) !== 0 && !mayReach(literal)) throw refusedAddress(literal)
  const signal = AbortSignal.timeout(millisecondsMax)
  const get = target.protocol === 'https:' ? getByHttps : getByHttp
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const options = { signal, agent: false, lookup: lookupWithin(mayReach) }
    get(target, options, resolve).on('error', reject)
  })
  try {
    if (answer.statusCode !== 200) throw new Error(`The answer has status ${answer.statusCode}.`)
    return JSON.parse(await readText(answer, bytesMax)) as unknown
  } finally {
    answer.destroy()
  }
}

async function readText(answer: IncomingMessage, bytesMax: number): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > bytesMax) throw new Error(`The answer is longer than ${bytesMax} bytes.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
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
  return new Error(`${address} may not be reached.`)
}
