/** The certificate library, loaded only by servers that speak https themselves. */
import { webcrypto } from 'node:crypto'

export type X509 = typeof import('@peculiar/x509')

/** ECDSA on P-256 with SHA-256: what every browser of today takes, and quick to make. */
export const signingAlgorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

/** Loads it once. */
export async function loadX509(): Promise<X509> {
  provideDecoratorMetadata()
  const loaded = (await import('@peculiar/x509')) as X509 & { default?: X509 }
  const x509 = loaded.default ?? loaded
  x509.cryptoProvider.set(webcrypto)
  return x509
}

/**
 * The library's dependency injection asks for metadata of decorators, which its build has none of, and does not load
 * where nobody could answer.
 */
function provideDecoratorMetadata(): void {
  if ('getMetadata' in Reflect) return
  const nothing = () => undefined
  Object.assign(Reflect, { getMetadata: nothing, getOwnMetadata: nothing, defineMetadata: nothing })
}
