import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { getJson } from './outgoing-request.ts'

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

async function serve(answer: RequestListener): Promise<string> {
  const opened = createServer(answer)
  server = opened
  await new Promise<void>((resolve) => opened.listen(0, '127.0.0.1', resolve))
  return `http://localhost:${(opened.address() as AddressInfo).port}/`
}

const limits = { millisecondsMax: 300, bytesMax: 1000, mayReach: () => true }

describe('an outgoing request', () => {
  it('reads what it is answered', async () => {
    const url = await serve((_incoming, outgoing) => outgoing.end('{"a":1}'))
    expect(await getJson(url, limits)).toEqual({ a: 1 })
  })

  // Attack: the answer never ends, and fills the memory of whoever reads it.
  it('reads no more than its limit of an answer that says nothing of its length', async () => {
    let isClosed = false
    const url = await serve((_incoming, outgoing) => {
      const pour = setInterval(() => outgoing.write('x'.repeat(500)), 1)
      outgoing.on('close', () => {
        clearInterval(pour)
        isClosed = true
      })
    })
    await expect(getJson(url, { ...limits, millisecondsMax: 10_000 })).rejects.toThrow('longer than 1000')
    await expect.poll(() => isClosed).toBe(true)
  })

  // Attack: a byte now and then holds the request open.
  it('waits no longer than its limit, also for an answer that has begun', async () => {
    const url = await serve((_incoming, outgoing) => {
      const drip = setInterval(() => outgoing.write(' '), 50)
      outgoing.on('close', () => clearInterval(drip))
    })
    await expect(getJson(url, limits)).rejects.toThrow()
  })

  // Attack: an answer that is none, after which Node says neither that one came nor that anything is wrong.
  it('ends where the other side would speak another protocol', async () => {
    const url = await serve(({ socket }) => {
      socket.end('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n')
    })
    const ended = getJson(url, limits).catch(() => 'ended')
    const late = new Promise((resolve) => setTimeout(resolve, limits.millisecondsMax * 5, 'goes on'))
    expect(await Promise.race([ended, late])).toBe('ended')
  })

  it.each([301, 404, 500])('takes no answer with status %i', async (status) => {
    const url = await serve((_incoming, outgoing) => {
      outgoing.writeHead(status, { location: '/elsewhere' })
      outgoing.end('{"a":1}')
    })
    await expect(getJson(url, limits)).rejects.toThrow(String(status))
  })

  // Attack: a name that leads to this machine, or the address itself, in any way of writing it.
  it.each(['localhost', '127.0.0.1', '127.1', '0x7f.1', '[::ffff:127.0.0.1]'])(
    'to %s goes nowhere where that address may not be reached',
    async (host) => {
      let calls = 0
      const url = await serve((_incoming, outgoing) => {
        calls += 1
        outgoing.end('{}')
      })
      const seen: string[] = []
      const mayReach = (address: string) => {
        seen.push(address)
        return false
      }
      await expect(getJson(url.replace('localhost', host), { ...limits, mayReach })).rejects.toThrow()
      expect(calls).toBe(0)
      expect(seen.length).toBeGreaterThan(0)
    },
  )
})
