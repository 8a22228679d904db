import { z } from 'zod'

const keyBase = { use: z.literal('sig'), kid: z.string() }

/** A public signing key (RFC 7517). Private members and `key_ops` have no place in it. */
export const JsonWebKey = z
  .discriminatedUnion('kty', [
    z.object({ ...keyBase, kty: z.literal('RSA'), alg: z.string(), n: z.string(), e: z.string() }),
    z.object({
      ...keyBase,
      kty: z.literal('EC'),
      alg: z.string(),
      crv: z.string(),
      x: z.string(),
      y: z.string(),
    }),
  ])
  .meta({ id: 'JsonWebKey' })

/** Every key whose tokens may still be valid. */
export const JsonWebKeySet = z.object({ keys: z.array(JsonWebKey) }).meta({ id: 'JsonWebKeySet' })

/** A signed token. */
export const TokenResource = z.object({ object: z.literal('token'), jwt: z.string() }).meta({ id: 'Token' })
