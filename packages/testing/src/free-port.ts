import { createServer } from 'node:net'

/** A port of the loopback address that nobody listens on. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => {
        if (address === null || typeof address === 'string')
          reject(new Error('Keywright: no port was given.'))
        else resolve(address.port)
      })
    })
  })
}
