import { beforeEach, expect, it } from 'vitest'
import { attemptsOf } from '../attempts/attempts.ts'
import { fakeAddress, installEthereum, installSolana } from '../testing/fake-wallets.ts'
import { fakeClient } from '../testing/fake-wire.ts'
import { createWorld, type OpenApp, type World } from '../testing/open-app.ts'

const strategy = 'web3_metamask_signature'

let world: World
let app: OpenApp
beforeEach(async () => {
  world = createWorld()
  app = await world.open()
  world.server.calls.length = 0
})

const verification = { strategy, status: 'unverified', message: 'example.com wants you to sign in' }
const sent = () => world.server.calls.map(({ path, form }) => `${path}?${form}`)

function answerSignIn(change: object = {}): void {
  const factors = [{ strategy, web3_wallet_id: 'idn_1' }]
  const signIn = { id: 'sia_1', status: 'needs_first_factor', supported_first_factors: factors }
  const response = { ...signIn, first_factor_verification: verification, ...change }
  world.server.intercept(() => Response.json({ response, client: fakeClient({ sign_in: response }) }))
}

function answerSignUp(): void {
  const verifications = { web3_wallet: verification }
  const response = { id: 'sua_1', status: 'missing_requirements', verifications }
  world.server.intercept(() => Response.json({ response, client: fakeClient({ sign_up: response }) }))
}

it('says that there is no wallet, before the server is asked for anything', async () => {
  await expect(app.keywright.signIn.authenticateWithMetamask()).rejects.toMatchObject({
    code: 'web3_wallet_not_found',
  })
  expect(sent()).toEqual([])
})

it('signs in with the address and the signature of a wallet', async () => {
  installEthereum(window, { uuid: '1', name: 'MetaMask', icon: '', rdns: 'io.metamask' })
  answerSignIn()
  await app.keywright.signIn.authenticateWithMetamask()
  expect(sent()).toEqual([
    `/v1/client/sign_ins?identifier=${fakeAddress}`,
    `/v1/client/sign_ins/sia_1/prepare_first_factor?strategy=${strategy}&web3_wallet_id=idn_1`,
    `/v1/client/sign_ins/sia_1/attempt_first_factor?strategy=${strategy}&signature=0xsigned`,
  ])
})

it('takes what the page has asked a wallet for by itself', async () => {
  answerSignIn()
  const asked: unknown[] = []
  await app.keywright.signIn.authenticateWithWeb3({
    ...{ strategy, identifier: '0x12' },
    async generateSignature(params) {
      asked.push(params)
      return '0x34'
    },
  })
  expect(asked).toEqual([{ identifier: '0x12', nonce: 'example.com wants you to sign in' }])
  expect(sent().at(-1)).toContain('signature=0x34')
})

it('signs up with a wallet, and what belongs to the new user', async () => {
  installSolana(window, { name: 'Phantom' })
  installSolana(window, { name: 'Solflare' })
  answerSignUp()
  await app.keywright.signUp.authenticateWithSolana({ walletName: 'Solflare', legalAccepted: true })
  expect(sent()).toEqual([
    '/v1/client/sign_ups?web3_wallet=So1ana&legal_accepted=true',
    '/v1/client/sign_ups/sua_1/prepare_verification?strategy=web3_solana_signature',
    '/v1/client/sign_ups/sua_1/attempt_verification?strategy=web3_solana_signature&signature=ZXhh',
  ])
})

it('gives what went wrong as a result, where forms watch', async () => {
  const { signIn } = attemptsOf(app.keywright).signIn()
  const { error } = await signIn.web3({ strategy: 'web3_solana_signature', walletName: 'Nobody’s' })
  expect(error?.code).toBe('web3_wallet_not_found')
  expect(attemptsOf(app.keywright).signIn().errors.global).toHaveLength(1)
})
