import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FakeServer, startFakeServer } from '../testing/fake-server.ts'
import { encode, foreignKeys, jwkOf, keys, makeToken, publishableKey } from '../testing/tokens.ts'
import { refuse } from './token-refusal.ts'
import { TokenVerificationError } from './token-verification-error.ts'
import type { VerifyTokenOptions } from './verifier.ts'
import { verifyToken } from './verify-token.ts'

let server: FakeServer
beforeAll(async () => {
  server = await startFakeServer()
})
afterAll(() => server.stop())

const environment = {}
const reasonOf = async (token: string, options: VerifyTokenOptions) =>
  await verifyToken(token, options, environment).then(
    () => 'verified',
    (error: unknown) => (error instanceof TokenVerificationError ? error.reason : String(error)),
  )
const withKeys = (over: VerifyTokenOptions = {}) => ({ secretKey: 'sk_test_a', apiUrl: server.url, ...over })

/** Answers everything in one way. */
async function answering(status: number, body: string) {
  const fake = createServer((_request, response) => response.writeHead(status).end(body))
  await new Promise<void>((resolve) => fake.listen(0, '127.0.0.1', resolve))
  const { port } = fake.address() as { port: number }
  return { url: `http://127.0.0.1:${port}`, stop: () => fake.close() }
}

describe('verifyToken', () => {
  it('returns the claims, with keys from the Backend API, the Frontend API or the environment', async () => {
    expect(await verifyToken(makeToken(), withKeys(), environment)).toMatchObject({ sub: 'user_1' })
    expect((await verifyToken(makeToken(), { jwtKey: keys.pem })).sid).toBe('sess_1')
    const named = { KEYWRIGHT_SECRET_KEY: 'sk_test_b', CLERK_API_URL: server.url }
    expect((await verifyToken(makeToken(), {}, named)).sub).toBe('user_1')
    const asked: string[] = []
    const jwks = { keys: [{ ...keys.publicKey.export({ format: 'jwk' }), kid: 'key_1', use: 'sig' }] }
    const fetch = async (url: unknown) => {
      asked.push(String(url))
      return Response.json(jwks)
    }
    const frontend = { publishableKey: publishableKey('live'), fetch: fetch as typeof globalThis.fetch }
    expect((await verifyToken(makeToken(), frontend)).sub).toBe('user_1')
    expect(asked).toEqual(['https://clerk.example.com/.well-known/jwks.json'])
  })

  // The attack: a token of the server's first instance, shown to an app of its second.
  it('asks a server of several instances for the keys of its own', async () => {
    const fetch = (async (url: string) => {
      const isOwn = new URL(url).searchParams.get('_publishable_key') === publishableKey('test')
      return Response.json({ keys: [jwkOf((isOwn ? keys : foreignKeys).publicKey, 'key_1')] })
    }) as typeof globalThis.fetch
    const foreign = makeToken({ key: foreignKeys.privateKey })
    for (const url of ['https://auth.example.com', undefined]) {
      const options = { url, publishableKey: publishableKey('test'), fetch }
      expect(await reasonOf(foreign, options)).toBe('token-invalid-signature')
      expect(await reasonOf(makeToken(), options)).toBe('verified')
    }
  })

  it('asks for the keys once', async () => {
    const fresh = await startFakeServer()
    const options = withKeys({ apiUrl: fresh.url })
    await Promise.all(Array.from({ length: 20 }, () => verifyToken(makeToken(), options)))
    await verifyToken(makeToken(), { ...options })
    expect(fresh.asked).toEqual(['GET /v1/jwks'])
    await fresh.stop()
  })

  it('takes a token from a template, and none of a machine', async () => {
    const cat = { template: 'cl_B7d4PD222AAA', machine: 'cl_B7d4PD333AAA' }
    expect(await reasonOf(makeToken({ header: { cat: cat.template } }), withKeys())).toBe('verified')
    expect(await reasonOf(makeToken({ header: { cat: cat.machine } }), withKeys())).toBe('token-invalid')
  })

  it('holds the issuer against those that are named', async () => {
    expect(await reasonOf(makeToken(), withKeys({ issuer: 'https://clerk.example.com' }))).toBe('verified')
    expect(await reasonOf(makeToken(), withKeys({ issuer: ['https://x.test'] }))).toBe('token-invalid-issuer')
    const unnamed = makeToken({ claims: { iss: undefined } })
    expect(await reasonOf(unnamed, withKeys({ issuer: 'https://clerk.example.com' }))).toBe(
      'token-invalid-issuer',
    )
  })

  it('asks who was revoked', async () => {
    const seen: unknown[] = []
    const revocations = {
      judge(claims: { sid: string }) {
        seen.push(claims.sid)
        return claims.sid === 'sess_2' ? refuse('token-revoked', 'revoked') : undefined
      },
    }
    expect(await reasonOf(makeToken(), withKeys({ revocations }))).toBe('verified')
    const revoked = makeToken({ claims: { sid: 'sess_2' } })
    expect(await reasonOf(revoked, withKeys({ revocations }))).toBe('token-revoked')
    // What was not proven is not looked up.
    await reasonOf(
      makeToken({ key: foreignKeys.privateKey, claims: { sid: 'sess_3' } }),
      withKeys({ revocations }),
    )
    expect(seen).toEqual(['sess_1', 'sess_2'])
  })

  it('says what is wrong in a word and in a sentence', async () => {
    const error = await verifyToken('x', withKeys()).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(TokenVerificationError)
    expect(String(error)).toContain('no session token')
    expect((error as TokenVerificationError).getFullMessage()).toContain('(reason=token-invalid)')
  })

  it.each([
    [401, '{"errors":[{"code":"clerk_key_invalid"}]}', 'secret-key-invalid'],
    [500, 'broken', 'jwk-remote-failed-to-load'],
    [200, 'no json', 'jwk-remote-invalid'],
    [200, '{"keys":null}', 'jwk-remote-invalid'],
    [200, '{"keys":[null]}', 'jwk-remote-invalid'],
    [200, '{"keys":[]}', 'jwk-remote-failed-to-load'],
    [200, '{"keys":[{"kty":"RSA","n":1}]}', 'jwk-remote-failed-to-load'],
  ])('says what is wrong with a key set: %i %s', async (status, body, reason) => {
    const fake = await answering(status, body)
    expect(await reasonOf(makeToken(), withKeys({ apiUrl: fake.url }))).toBe(reason)
    fake.stop()
  })

  it('says that there is nothing to verify with, or that nobody answers', async () => {
    expect(await reasonOf(makeToken(), {})).toBe('jwk-failed-to-resolve')
    expect(await reasonOf(makeToken(), withKeys({ apiUrl: 'http://127.0.0.1:1' }))).toBe(
      'jwk-remote-failed-to-load',
    )
    expect(await reasonOf(makeToken(), { jwtKey: 'no key' })).toContain('`jwtKey` is no public key')
  })

  // The attack: a key that is called like what every object has.
  it.each(['constructor', 'toString', '__proto__'])('knows no key called %s', async (kid) => {
    expect(await reasonOf(makeToken({ header: { kid } }), withKeys())).toBe('jwk-kid-mismatch')
    expect(await reasonOf(`${encode({ alg: 'none', kid })}.${encode({})}.`, withKeys())).not.toBe('verified')
  })
})
