import { ed25519 } from '@noble/curves/ed25519.js'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ethereumWallet, solanaWallet, toBase58 } from '../../testing/test-wallet.ts'
import { decodeBase58 } from './base58.policy.ts'
import { chainOf, normalizeWeb3Wallet } from './web3-address.policy.ts'
import { isSignedBy, toDisplayAddress } from './web3-signature.ts'

const message = 'example.com wants you to sign in with your Ethereum account:\nÄ'
const ethereum = ethereumWallet(Buffer.alloc(32, 7))
const solana = solanaWallet(Buffer.alloc(32, 7))
const order = secp256k1.Point.Fn.ORDER

describe('a signature of Ethereum', () => {
  // The example of the web3.js documentation of `eth.accounts.sign`.
  it('is recovered as other implementations make it', async () => {
    const signature =
      '0xb91467e570a6466aa9e9876cbcd013baba02900b8979d43fe208a4a4f339f5fd6007e74cd82e037b800186422fc2da167c747ef045e5d18a5f5d4300f8e1a0291c'
    expect(await isSignedBy('0x2c7536e3605d9c16a7a3d7b1898e529396a65c23', 'Some data', signature)).toBe(true)
  })

  it('counts for its own key and its own message only', async () => {
    const signature = ethereum.sign(message)
    expect(await isSignedBy(ethereum.address, message, signature)).toBe(true)
    expect(await isSignedBy(ethereum.address, `${message} `, signature)).toBe(false)
    expect(await isSignedBy(ethereumWallet().address, message, signature)).toBe(false)
  })

  it('may say 0 or 1 where others say 27 or 28', async () => {
    const signature = ethereum.sign(message)
    const bare = `${signature.slice(0, -2)}0${Number.parseInt(signature.slice(-2), 16) - 27}`
    expect(await isSignedBy(ethereum.address, message, bare)).toBe(true)
  })

  // The attack: from a signature that was seen, make another one that is valid as well.
  it('has one valid form: the second that can be made of it is refused', async () => {
    const bytes = Buffer.from(ethereum.sign(message).slice(2), 'hex')
    const low = BigInt(`0x${bytes.subarray(32, 64).toString('hex')}`)
    const high = (order - low).toString(16).padStart(64, '0')
    const flipped = bytes[64] === 27 ? '1c' : '1b'
    const twin = `0x${bytes.subarray(0, 32).toString('hex')}${high}${flipped}`
    expect(await isSignedBy(ethereum.address, message, twin)).toBe(false)
  })

  it('of a contract is refused in words', async () => {
    const wrapped = `0x${'ab'.repeat(300)}`
    await expect(isSignedBy(ethereum.address, message, wrapped)).rejects.toMatchObject({
      code: 'form_incorrect_signature',
      options: { longMessage: expect.stringContaining('contract') },
    })
  })

  it.each([
    ['nothing', ''],
    ['a prefix alone', '0x'],
    ['zeros', `0x${'00'.repeat(65)}`],
    ['numbers beyond the curve', `0x${'ff'.repeat(64)}1b`],
    ['an unknown recovery number', `0x${'11'.repeat(64)}1f`],
    ['half a byte', `0x${'1'.repeat(129)}`],
    ['no hex', `0x${'zz'.repeat(65)}`],
    ['a signature of Solana', solana.sign(message)],
  ])('is refused, and nothing else happens, when it is %s', async (_name, signature) => {
    expect(await isSignedBy(ethereum.address, message, signature)).toBe(false)
  })
})

describe('a signature of Solana', () => {
  it('counts in base64 and in base58, for its own key and message only', async () => {
    const signature = solana.sign(message)
    const base58 = toBase58(Buffer.from(signature, 'base64'))
    expect(await isSignedBy(solana.address, message, signature)).toBe(true)
    expect(await isSignedBy(solana.address, message, base58)).toBe(true)
    expect(await isSignedBy(solana.address, `${message} `, signature)).toBe(false)
    expect(await isSignedBy(solanaWallet().address, message, signature)).toBe(false)
  })

  // The attack: S + L verifies as well where it is not checked to be below the order (RFC 8032 §8.4).
  it('has one valid form', async () => {
    const bytes = Buffer.from(solana.sign(message), 'base64')
    const s = BigInt(`0x${Buffer.from(bytes.subarray(32)).reverse().toString('hex')}`)
    const larger = (s + ed25519.Point.Fn.ORDER).toString(16).padStart(64, '0')
    const twin = Buffer.concat([bytes.subarray(0, 32), Buffer.from(larger, 'hex').reverse()])
    expect(await isSignedBy(solana.address, message, twin.toString('base64'))).toBe(false)
  })

  // The attack: with a key of small order anybody can sign anything. This is the one of the system program, all zeros.
  it('is never accepted of a key of small order', async () => {
    const identity = Buffer.from(ed25519.Point.ZERO.toBytes())
    const forged = Buffer.concat([identity, Buffer.alloc(32)])
    const keys = [Buffer.alloc(32), identity]
    for (const key of keys)
      expect(await isSignedBy(toBase58(key), message, forged.toString('base64'))).toBe(false)
  })

  it('is refused whatever text it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 200 }), async (text) => {
        expect(await isSignedBy(solana.address, message, text)).toBe(false)
      }),
    )
  })
})

describe('an address', () => {
  // The test cases of EIP-55.
  it.each([
    '0x52908400098527886E0F7030069857D2E4169EE7',
    '0xde709f2102306220921060314715629080e2fb77',
    '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
    '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb',
  ])('%s is written with its checksum', async (address) => {
    expect(await toDisplayAddress(address.toLowerCase())).toBe(address)
  })

  it('is kept in one form', () => {
    expect(normalizeWeb3Wallet(' 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed ')).toBe(
      '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed',
    )
    expect(normalizeWeb3Wallet(solana.address)).toBe(solana.address)
    expect(normalizeWeb3Wallet('ada@example.com')).toBeUndefined()
  })

  it('is known by its form', () => {
    expect(chainOf(solana.address)).toBe('solana')
    expect(chainOf('So11111111111111111111111111111111111111112')).toBe('solana')
    expect(chainOf(`${solana.address}1`)).toBeUndefined()
    expect(chainOf('0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe')).toBeUndefined()
    expect(chainOf('somebody-with-a-username')).toBeUndefined()
  })
})

describe('base58', () => {
  it('is read back as it was written', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), (bytes) => {
        expect(decodeBase58(toBase58(bytes))).toEqual(Buffer.from(bytes))
      }),
    )
  })

  // The attack: decoding a text of megabytes would hold the process for minutes.
  it('is not read where it is longer than anything that is meant', () => {
    expect(decodeBase58('2'.repeat(129))).toBeUndefined()
  })
})
