/** Wallets in a browser, with the official components and with ours. */
import { launchBrowser, type RunningKeywright, startKeywright } from '@keywright/test-kit'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type BrowserWallet, installWallet } from '../support/browser-wallet.ts'
import type { PageServer } from '../support/page-server.ts'
import { startPlainApp } from '../support/plain-app.ts'
import { openWatched, type PageFaults } from '../support/watch-page.ts'

let server: RunningKeywright
let official: PageServer
let browser: Browser
let context: BrowserContext
let page: Page
let faults: PageFaults
let wallet: BrowserWallet

beforeAll(async () => {
  server = await startKeywright()
  const { publishableKey, url } = server
  // Three, since the official menu of wallets to connect throws once nothing is left in it.
  const wallets = ['web3.metamask=true', 'web3.okx_wallet=true', 'web3.coinbase_wallet=true']
  await server.command('config', 'set', ...wallets, 'email_address.required=false')
  official = await startPlainApp({ publishableKey, proxyUrl: url, scriptsFrom: url })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await official?.stop()
  await server?.stop()
})

beforeEach(async () => {
  ;({ context, page, faults } = await openWatched(browser, { patience: 20_000 }))
  wallet = await installWallet(context)
})
afterEach(async () => {
  await context.close()
  // The official components load the pictures of wallets from their makers.
  const strangers = faults.strangers.filter((url) => new URL(url).hostname !== 'img.clerk.com')
  expect([faults.errors, strangers]).toEqual([[], []])
})

async function usersWith({ address }: BrowserWallet) {
  const headers = { authorization: `Bearer ${server.secretKey}` }
  const response = await fetch(`${server.apiUrl}/v1/users?web3_wallet=${address}`, { headers })
  return (await response.json()) as {
    id: string
    web3_wallets: { web3_wallet: string; verification: { status: string } | null }[]
  }[]
}

const press = (name: string | RegExp, on = page) =>
  on.getByRole('button', { name, exact: true }).first().click()

describe('the official components', () => {
  const signedIn = () => page.getByText('Signed in as').waitFor()

  it('sign a stranger up with a wallet, and in the next time', async () => {
    await page.goto(`${official.url}/sign-in`)
    await press(/MetaMask/)
    await signedIn()
    const [user, ...others] = await usersWith(wallet)
    expect([user?.web3_wallets[0]?.web3_wallet, others]).toEqual([wallet.address, []])
    expect(wallet.signed).toHaveLength(1)
    expect(wallet.signed[0]).toContain(
      `${new URL(official.url).host} wants you to sign in with your Ethereum`,
    )

    await context.clearCookies()
    await page.goto(`${official.url}/sign-in`)
    await press(/MetaMask/)
    await signedIn()
    expect(await usersWith(wallet)).toHaveLength(1)
  })

  it('say that the wallet was not asked to the end, and can ask again', async () => {
    wallet.decline()
    await page.goto(`${official.url}/sign-in`)
    await press(/MetaMask/)
    await page.waitForTimeout(500)
    expect(await usersWith(wallet)).toEqual([])
    await press(/MetaMask/)
    await signedIn()
  })

  it('add a wallet to a profile', async () => {
    await page.goto(`${official.url}/sign-in`)
    await press(/MetaMask/)
    await signedIn()
    const other = await installWallet(context, { name: 'OKX Wallet', rdns: 'com.okex.wallet' })
    await page.goto(`${official.url}/profile`)
    await press(/Connect wallet/i)
    await page.getByRole('menuitem', { name: /OKX/ }).click()
    const statuses = async () => {
      const [user] = await usersWith(other)
      return user?.web3_wallets.map(({ verification }) => verification?.status)
    }
    await expect.poll(statuses).toEqual(['verified', 'verified'])
    expect(other.signed[0]).toContain('Add this wallet to your account.')
  })
})

describe('clerk-js without components', () => {
  const call = (code: string) => page.evaluate(`(async () => { ${code} })()`)

  async function arrive(): Promise<void> {
    await page.goto(official.url)
    await page.getByText('Signed out').waitFor()
  }

  it('signs up and in by its verbs', async () => {
    for (const kind of ['signUp', 'signIn']) {
      await arrive()
      await call(`
        const attempt = await Clerk.client.${kind}.authenticateWithMetamask()
        await Clerk.setActive({ session: attempt.createdSessionId })
      `)
      await page.getByText('Signed in as').waitFor()
      await context.clearCookies()
    }
    expect(wallet.signed.map((message) => message.split('\n')[3])).toEqual([
      'Create an account with this wallet.',
      'Sign in with this wallet.',
    ])
  })

  it('brings a whole sign-in or sign-up with one verb', async () => {
    await arrive()
    // It leads on to another page by itself.
    await call(`void Clerk.authenticateWithMetamask({ redirectUrl: location.href })`)
    await page.getByText('Signed in as').waitFor()
    expect(await usersWith(wallet)).toHaveLength(1)
  })
})

describe('our components', () => {
  const profile = () => page.getByRole('heading', { name: 'Profile', exact: true }).waitFor()
  const open = (path: '/sign-in' | '/sign-up', on = page) =>
    on.goto(`${server.url}${path}?redirect_url=/user`)

  it.each(['/sign-in', '/sign-up'] as const)(
    'sign up at %s by one signature, and in by another',
    async (path) => {
      await open(path)
      await press('Continue with MetaMask')
      await profile()
      expect(wallet.signed).toHaveLength(1)
      await context.clearCookies()
      await open(path)
      await press('Continue with MetaMask')
      await profile()
      expect(wallet.signed).toHaveLength(2)
      expect(await usersWith(wallet)).toHaveLength(1)
    },
  )

  it('let somebody choose where the wallet they meant is not there', async () => {
    const one = await browser.newContext()
    const rabby = await installWallet(one, { name: 'Rabby', rdns: 'io.rabby' })
    const elsewhere = await one.newPage()
    await open('/sign-in', elsewhere)
    await press('Continue with MetaMask', elsewhere)
    await elsewhere.getByRole('heading', { name: 'Choose a wallet' }).waitFor()
    await press('Rabby', elsewhere)
    await elsewhere.getByRole('heading', { name: 'Profile', exact: true }).waitFor()
    expect(await usersWith(rabby)).toHaveLength(1)
    await one.close()
  })

  it('say that there is no wallet, and go back to the other ways', async () => {
    const bare = await browser.newContext()
    const elsewhere = await bare.newPage()
    await open('/sign-in', elsewhere)
    await press('Continue with MetaMask', elsewhere)
    await elsewhere.getByRole('heading', { name: 'No wallet found' }).waitFor()
    await press('Back', elsewhere)
    await elsewhere.getByLabel('Email address').waitFor()
    await bare.close()
  })

  it('say that the wallet’s owner declined, and can ask again', async () => {
    wallet.decline()
    await open('/sign-in')
    await press('Continue with MetaMask')
    await page.getByRole('alert').getByText('You declined this in your wallet').waitFor()
    await press('Continue with MetaMask')
    await profile()
  })

  it('connect a second wallet in the profile, remove the first, and keep the last', async () => {
    await open('/sign-in')
    await press('Continue with MetaMask')
    await profile()
    const other = await installWallet(context, { name: 'OKX Wallet', rdns: 'com.okex.wallet' })
    await page.reload()
    await press('Connect a wallet')
    await press('OKX Wallet')
    await page.getByText('The wallet is connected.').waitFor()
    expect((await usersWith(other))[0]?.web3_wallets).toHaveLength(2)
    await press(/^Remove: 0x/)
    await press('Remove')
    await page.getByText('The wallet is removed.').waitFor()
    expect([await usersWith(wallet), (await usersWith(other)).length]).toEqual([[], 1])
    await press(/^Remove: 0x/)
    await press('Remove')
    await page.getByText('You could not sign in without it. Add another way in first.').waitFor()
    expect(await usersWith(other)).toHaveLength(1)
  })
})
