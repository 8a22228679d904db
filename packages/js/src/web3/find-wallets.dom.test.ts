import { beforeEach, describe, expect, it } from 'vitest'
import {
  type FakeWalletPage,
  fakeAddress,
  fakeProvider,
  installEthereum,
  installSolana,
} from '../testing/fake-wallets.ts'
import { findEthereumWallets } from './ethereum-wallets.ts'
import { findWallets } from './find-wallets.ts'
import { findSolanaWallets } from './solana-wallets.ts'

let page: FakeWalletPage
beforeEach(() => {
  page = new EventTarget()
})

const metamask = { uuid: '1', name: 'MetaMask', icon: 'data:image/svg+xml,<svg/>', rdns: 'io.metamask' }
const namesOf = (wallets: readonly { name: string }[]) => wallets.map(({ name }) => name)

describe('wallets of Ethereum', () => {
  it('are all that announce themselves, each once', async () => {
    installEthereum(page, metamask)
    installEthereum(page, metamask)
    installEthereum(page, { uuid: '2', name: 'Rabby', icon: '', rdns: 'io.rabby' })
    expect(namesOf(await findEthereumWallets(page))).toEqual(['MetaMask', 'Rabby'])
  })

  it('may need a moment to answer', async () => {
    installEthereum(page, metamask, { after: 50 })
    expect(namesOf(await findEthereumWallets(page))).toEqual(['MetaMask'])
  })

  it('are the one that was put into the page, where none announces itself', async () => {
    expect(await findEthereumWallets(page)).toEqual([])
    page.ethereum = fakeProvider()
    expect(namesOf(await findEthereumWallets(page))).toEqual(['Wallet'])
  })

  it('give an address, and sign the bytes of a text', async () => {
    const asked: unknown[] = []
    installEthereum(page, metamask, { provider: fakeProvider(asked) })
    const [wallet] = await findEthereumWallets(page)
    expect(await wallet?.connect()).toBe(fakeAddress)
    expect(await wallet?.sign('Ä\n', fakeAddress)).toBe('0xsigned')
    expect(asked).toEqual([['eth_requestAccounts'], ['personal_sign', '0xc3840a', fakeAddress]])
  })

  // The attack: an extension announces itself with a name or a picture that runs as code, or breaks the page.
  it.each([
    ['no details', undefined],
    ['no provider', { info: metamask }],
    ['a provider that is none', { info: metamask, provider: {} }],
    ['no name of its own', { info: {}, provider: fakeProvider() }],
  ])('are left out with %s', async (_name, detail) => {
    page.addEventListener('eip6963:requestProvider', () => {
      page.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }))
    })
    expect(await findEthereumWallets(page)).toEqual([])
  })

  it('are shown with pictures only, and names that fit', async () => {
    const info = { uuid: '3', name: 'x'.repeat(1_000), icon: 'javascript:alert(1)', rdns: 'a.b' }
    installEthereum(page, info)
    expect(await findEthereumWallets(page)).toMatchObject([{ name: 'x'.repeat(40), icon: undefined }])
  })

  it.each([
    ['web3_request_rejected', { code: 4001, message: 'no' }],
    ['web3_wallet_failed', new TypeError('is not a function')],
    ['web3_wallet_failed', undefined],
  ])('tell by %s what went wrong', async (code, thrown) => {
    installEthereum(page, metamask, { provider: { request: () => Promise.reject(thrown) } })
    const [wallet] = await findEthereumWallets(page)
    await expect(wallet?.connect()).rejects.toMatchObject({ code, status: 0 })
  })

  it('that give no account have failed', async () => {
    installEthereum(page, metamask, { provider: { request: async () => [] } })
    const [wallet] = await findEthereumWallets(page)
    await expect(wallet?.connect()).rejects.toMatchObject({ code: 'web3_wallet_failed' })
  })
})

describe('wallets of Solana', () => {
  it('are those that connect and sign messages', async () => {
    installSolana(page, { name: 'Phantom' })
    installSolana(page, { name: 'Watcher', features: {} })
    const wallets = await findSolanaWallets(page)
    expect(namesOf(wallets)).toEqual(['Phantom'])
    expect(await wallets[0]?.connect()).toBe('So1ana')
    expect(await wallets[0]?.sign('abc', 'So1ana')).toBe(btoa('abc'))
    await expect(wallets[0]?.sign('abc', 'other')).rejects.toMatchObject({ code: 'web3_wallet_failed' })
  })
})

it('a strategy knows its own wallets, and which others could do as well', async () => {
  installEthereum(window, { uuid: '2', name: 'Rabby', icon: '', rdns: 'io.rabby' })
  installEthereum(window, metamask)
  const { own, others } = await findWallets('web3_metamask_signature')
  expect([namesOf(own), namesOf(others)]).toEqual([['MetaMask'], ['Rabby']])
  expect((await findWallets('web3_okx_wallet_signature')).own).toEqual([])
})
