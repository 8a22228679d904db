/** Against a name server of the test's own, on loopback (RFC 1035). */
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTxtLookUp } from './txt-records.ts'

type Respond = (query: Buffer, transport: 'udp' | 'tcp') => Buffer | undefined

let udp: Socket
let tcp: Server
let respond: Respond
let address: string

beforeEach(async () => {
  respond = () => undefined
  tcp = createServer((connection) => {
    connection.on('error', () => connection.destroy())
    connection.on('data', (chunk) => {
      const answer = respond(chunk.subarray(2), 'tcp')
      if (!answer) return
      const length = Buffer.alloc(2)
      length.writeUInt16BE(answer.length)
      connection.end(Buffer.concat([length, answer]))
    })
  }).listen(0, '127.0.0.1')
  await once(tcp, 'listening')
  const { port } = tcp.address() as { port: number }
  udp = createSocket('udp4')
  udp.on('message', (query, from) => {
    const answer = respond(query, 'udp')
    if (answer) udp.send(answer, from.port, from.address)
  })
  udp.bind(port, '127.0.0.1')
  await once(udp, 'listening')
  address = `127.0.0.1:${port}`
})
afterEach(() => {
  udp.close()
  tcp.close()
})

/** An answer to a query: its header and question again (RFC 1035 §4.1.1), then records that point at the name in it. */
function answerTo(query: Buffer, values: readonly string[], flags = 0x8180): Buffer {
  const header = Buffer.from(query.subarray(0, 12))
  header.writeUInt16BE(flags, 2)
  header.writeUInt16BE(values.length, 6)
  header.writeUInt32BE(0, 8)
  const nameEnd = query.indexOf(0, 12) + 1
  const records = values.map((value) => {
    const strings = value.match(/.{1,255}/gs) ?? ['']
    const data = Buffer.concat(strings.map((text) => Buffer.from([text.length, ...Buffer.from(text)])))
    const head = Buffer.from([0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 60, data.length >> 8, data.length & 0xff])
    return Buffer.concat([head, data])
  })
  return Buffer.concat([header, query.subarray(12, nameEnd + 4), ...records])
}

const lookUp = (millisecondsMax = 2_000) =>
  createTxtLookUp({ servers: [address], millisecondsMax })('_challenge.engines.dev')

describe('a look for TXT records', () => {
  it('finds what they say, long ones in one piece', async () => {
    const long = 'x'.repeat(300)
    respond = (query) => answerTo(query, ['first=1', long])
    expect(await lookUp()).toEqual({ kind: 'records', values: ['first=1', long] })
  })

  it.each([
    ['a name that is not there', 0x8183],
    ['a name without a record', 0x8180],
  ])('tells %s', async (_case, flags) => {
    respond = (query) => answerTo(query, [], flags)
    expect(await lookUp()).toEqual({ kind: 'none' })
  })

  it('tells a server that fails from a name that is not there', async () => {
    respond = (query) => answerTo(query, [], 0x8182)
    expect(await lookUp()).toEqual({ kind: 'unreachable' })
  })

  // The attack: a name server that is asked for a proof keeps whoever asks waiting.
  it('ends in its time where nobody answers', async () => {
    const begin = performance.now()
    expect(await lookUp(400)).toEqual({ kind: 'unreachable' })
    expect(performance.now() - begin).toBeLessThan(3_000)
  })

  // The attack: an answer as large as the protocol allows, of many records.
  it('keeps no more of an answer than anybody needs', async () => {
    const many = Array.from({ length: 900 }, (_, index) => `${index}=${'y'.repeat(50)}`)
    // Truncated in a datagram (RFC 1035 §4.2.1), it is asked for again over a connection.
    respond = (query, transport) =>
      transport === 'udp' ? answerTo(query, [], 0x8380) : answerTo(query, many)
    const answer = await lookUp()
    expect(answer.kind).toBe('records')
    expect(answer.kind === 'records' && answer.values).toHaveLength(200)
  })

  it('takes nothing from what is no answer', async () => {
    respond = () => Buffer.from('not DNS at all')
    expect(await lookUp(400)).toEqual({ kind: 'unreachable' })
  })
})
