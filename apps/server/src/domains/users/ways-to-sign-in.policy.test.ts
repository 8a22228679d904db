import { InstanceSettings, type InstanceSettingsInput } from '@keywright/contract'
import { describe, expect, it } from 'vitest'
import { type Belongings, canSignIn, walletRemovalFault } from './ways-to-sign-in.policy.ts'

type Wallet = Belongings['web3Wallets'][number]

const rules = (input: InstanceSettingsInput = {}) => ({
  settings: InstanceSettings.parse(input),
  environmentType: 'development' as const,
  oauthConnections: [],
})
const address = (id: string, status: 'verified' | 'unverified' = 'verified') => ({
  id,
  verification: { status },
})
const wallet = (id: string, status: 'verified' | 'unverified' = 'verified') =>
  ({
    ...address(id, status),
    web3Wallet: '0xab16a96d359ec26a11e2c2b3d8f8b8942d5bfcdb',
  }) as unknown as Wallet

function owner(part: {
  emailAddresses?: object[]
  web3Wallets?: Wallet[]
  username?: string
  hasPassword?: boolean
}): Belongings {
  const { emailAddresses = [], web3Wallets = [], username = null, hasPassword = false } = part
  const passwordUpdatedAt = hasPassword ? new Date(0) : null
  const belongings = { emailAddresses, externalAccounts: [], web3Wallets, username, passwordUpdatedAt }
  return belongings as unknown as Belongings
}

describe('whether somebody can sign in', () => {
  const byMetamask = rules({ web3: { metamask: true } })

  it('is so with a proven address, a proven wallet, or a username with its password', () => {
    expect(canSignIn(owner({ emailAddresses: [address('a')] }), rules())).toBe(true)
    expect(canSignIn(owner({ emailAddresses: [address('a', 'unverified')] }), rules())).toBe(false)
    expect(canSignIn(owner({ web3Wallets: [wallet('a')] }), byMetamask)).toBe(true)
    expect(canSignIn(owner({ web3Wallets: [wallet('a', 'unverified')] }), byMetamask)).toBe(false)
    const byName = rules({ username: { enabled: true } })
    expect(canSignIn(owner({ username: 'ada', hasPassword: true }), byName)).toBe(true)
    expect(canSignIn(owner({ username: 'ada' }), byName)).toBe(false)
  })

  it('depends on what the instance offers', () => {
    const byWallet = owner({ web3Wallets: [wallet('a')] })
    expect(canSignIn(byWallet, rules())).toBe(false)
    expect(canSignIn(byWallet, rules({ web3: { solana: true } }))).toBe(false)
    const byMail = owner({ emailAddresses: [address('a')] })
    expect(canSignIn(byMail, rules({ email_address: { sign_in_with_code: false } }))).toBe(false)
    expect(canSignIn(byMail, rules({ email_address: { used_for_sign_in: false } }))).toBe(false)
  })

  it('lets a wallet go only if something else is left', () => {
    const [only, named] = [wallet('a'), wallet('b', 'unverified')]
    const user = owner({ web3Wallets: [only, named] })
    expect(walletRemovalFault(user, only, byMetamask)).toBe('identification_deletion_failed')
    expect(walletRemovalFault(user, named, byMetamask)).toBeUndefined()
    const withMail = owner({ web3Wallets: [only], emailAddresses: [address('c')] })
    expect(walletRemovalFault(withMail, only, byMetamask)).toBeUndefined()
  })
})
