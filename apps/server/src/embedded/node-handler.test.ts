import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { toNodeHandler } from './node-handler.ts'

type Mount = (
  incoming: IncomingMessage & { originalUrl?: string; body?: unknown },
  outgoing: ServerResponse,
) => void

let stop: () => void
afterEach(() => stop())

async function listen(mount: Mount): Promise<string> {
  const server = createServer(mount)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stop = () => {
    server.closeAllConnections()
    server.close()
  }
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const echo = vi.fn(async (request: Request, details?: { address?: string | undefined }) =>
  Response.json({ url: request.url, address: details?.address, body: await request.text() }),
)

describe('toNodeHandler', () => {
  it('hands over the whole path, the body, and the address of the socket', async () => {
    const handle = toNodeHandler({ fetch: echo })
    const url = await listen((incoming, outgoing) => {
      // What a router below a path does.
      incoming.originalUrl = incoming.url ?? ''
      incoming.url = '/v1/client'
      handle(incoming, outgoing)
    })
    const answer = await fetch(`${url}/api/auth/v1/client?x=1`, {
      method: 'POST',
      body: 'a=b',
      headers: { 'x-forwarded-for': '203.0.113.9' },
    })
    expect(await answer.json()).toEqual({
      ...{ url: `${url}/api/auth/v1/client?x=1`, address: '127.0.0.1', body: 'a=b' },
    })
  })

  it('says so where something has read the body before, and does not wait for it', async () => {
    const handle = toNodeHandler({ fetch: echo })
    const faults: unknown[] = []
    const url = await listen((incoming, outgoing) => {
      incoming.resume().once('end', () => {
        incoming.body = {}
        handle(incoming, outgoing, (error) => {
          faults.push(error)
          outgoing.writeHead(500).end()
        })
      })
    })
    expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(500)
    expect(faults).toEqual([expect.objectContaining({ code: 'body_consumed' })])
    expect(() => handle({ readableDidRead: true, body: {} } as never, {} as never)).toThrow(/express\.json/)
  })

  it('leaves Request and Response of the process as they are', () => {
    const before = [globalThis.Request, globalThis.Response]
    toNodeHandler({ fetch: echo })
    expect([globalThis.Request, globalThis.Response].every((value, index) => value === before[index])).toBe(
      true,
    )
  })
})
