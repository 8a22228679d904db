import { createServer } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { silentLog } from '../log/log.ts'
import { openLocalServer } from './local-server.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()))
})

async function start(hostname: string, secondAddress?: string) {
  const options = { hostname, port: 0, log: silentLog, ...(secondAddress ? { secondAddress } : {}) }
  const server = await openLocalServer(options)
  server.answerWith(async (_request, { remoteAddress }) => new Response(remoteAddress))
  open.push(server)
  return server
}

const reach = (host: string, port: number) => fetch(`http://${host}:${port}/`).then((answer) => answer.text())

describe('a server for this machine', () => {
  // Some systems resolve localhost to ::1 first, and some programs try nothing else.
  it('answers at both addresses of localhost, until it is closed', async () => {
    const { port, close } = await start('127.0.0.1')
    expect(await reach('127.0.0.1', port)).toBe('127.0.0.1')
    expect(await reach('[::1]', port)).toBe('::1')
    await close()
    await expect(reach('127.0.0.1', port)).rejects.toThrow()
    await expect(reach('[::1]', port)).rejects.toThrow()
  })

  it('starts where there is no second address', async () => {
    const { port } = await start('127.0.0.1', '2001:db8::1')
    expect(await reach('127.0.0.1', port)).toBe('127.0.0.1')
  })

  it('listens where it was told to, and nowhere else', async () => {
    const { port } = await start('127.0.0.2')
    expect(await reach('127.0.0.2', port)).toBe('127.0.0.1')
    await expect(reach('[::1]', port)).rejects.toThrow()
  })

  // Browsers would be sent to whatever holds it.
  it('does not start, and says so, when somebody else has the second address', async () => {
    const other = createServer()
    const port = await new Promise<number>((resolve) =>
      other.listen(0, '::1', () => resolve((other.address() as { port: number }).port)),
    )
    const opening = openLocalServer({ hostname: '127.0.0.1', port, log: silentLog })
    await expect(opening).rejects.toThrow(new RegExp(`Port ${port} on ::1 is taken`))
    await expect(reach('127.0.0.1', port)).rejects.toThrow()
    other.close()
  })
})
