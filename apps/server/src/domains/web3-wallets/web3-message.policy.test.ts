import { describe, expect, it } from 'vitest'
import { toChallenge } from '../verifications/index.ts'
import { isMessageOf, writeWeb3Message } from './web3-message.policy.ts'

const input = {
  chain: 'ethereum',
  origin: 'https://app.example.com',
  address: '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
  statement: 'Sign in with this wallet.',
  nonce: '0123456789abcdef',
  issuedAt: new Date('2026-11-22T00:00:00Z'),
  expireAt: new Date('2026-11-22T00:10:00Z'),
} as const

describe('the message that a wallet signs', () => {
  it('has the form of ERC-4361', () => {
    expect(writeWeb3Message(input)).toBe(`app.example.com wants you to sign in with your Ethereum account:
0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed

Sign in with this wallet.

URI: https://app.example.com
Version: 1
Chain ID: 1
Nonce: 0123456789abcdef
Issued At: 2026-11-22T00:00:00.000Z
Expiration Time: 2026-11-22T00:10:00.000Z`)
  })

  it('names the scheme of a page without TLS, and its port', () => {
    const [first] = writeWeb3Message({ ...input, origin: 'http://localhost:3000' }).split('\n')
    expect(first).toBe('http://localhost:3000 wants you to sign in with your Ethereum account:')
  })

  it('says the same for Solana, with its own account and chain', () => {
    const address = 'So11111111111111111111111111111111111111112'
    const message = writeWeb3Message({ ...input, chain: 'solana', address })
    expect(message).toMatch(/^app\.example\.com wants you to sign in with your Solana account:\nSo1/)
    expect(message).toContain('\nChain ID: mainnet\n')
  })

  it('tells its nonce, and whose page it was made for', () => {
    const message = writeWeb3Message(input)
    expect(toChallenge(message)).toEqual({ message, nonce: '0123456789abcdef' })
    expect(isMessageOf('https://app.example.com', message)).toBe(true)
    for (const origin of ['https://example.com', 'https://app.example.com:8443', 'http://app.example.com'])
      expect(isMessageOf(origin, message)).toBe(false)
  })
})
