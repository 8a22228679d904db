import { type HttpServer, type HttpServerOptions, openHttpServer } from './http-server.ts'

/** The default address: IPv4's name for this machine. */
const loopback = '127.0.0.1'

/** What the system says where IPv6 is switched off. */
const noSuchAddress = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL'])

/**
 * Takes a port; of this machine at both its addresses, since `localhost` means either: some systems resolve it to ::1 first.
 * A machine without IPv6 has one of them.
 */
export async function openLocalServer({
  secondAddress = '::1',
  ...options
}: HttpServerOptions & { secondAddress?: string }): Promise<HttpServer> {
  const first = await openHttpServer(options)
  if (options.hostname !== loopback) return first
  const second = await openHttpServer({ ...options, hostname: secondAddress, port: first.port }).catch(
    async (error: unknown) => {
      if (isMissingAddress(error)) return undefined
      await first.close()
      throw error
    },
  )
  return {
    port: first.port,
    answerWith(answer) {
      first.answerWith(answer)
      second?.answerWith(answer)
    },
    async close() {
      await Promise.all([first.close(), second?.close()])
    },
  }
}

function isMissingAddress(error: unknown): boolean {
  const fault = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return fault instanceof Error && 'code' in fault && noSuchAddress.has(String(fault.code))
}
