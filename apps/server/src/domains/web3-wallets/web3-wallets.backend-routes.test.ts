import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createUser } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { ethereumWallet, solanaWallet } from '../../testing/test-wallet.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
  await app.services.settings.patch(app.scope, { web3: { metamask: true } })
})
afterAll(() => app.close())

describe('wallets in the Backend API', () => {
  it('come with a new user, the first as the primary one', async () => {
    const [first, second] = [ethereumWallet(), solanaWallet()]
    const wallets = [first.address.toUpperCase().replace('0X', '0x'), second.address]
    const input = { web3_wallet: wallets, skip_password_requirement: true }
    const { body: user } = await app.call('post', '/v1/users', input)
    expect(user).toMatchObject({
      primary_web3_wallet_id: user.web3_wallets[0].id,
      web3_wallets: [
        { web3_wallet: first.address, verification: { object: 'verification_admin', status: 'verified' } },
        { web3_wallet: second.address },
      ],
    })
    const again = await app.call('post', '/v1/users', { ...input, web3_wallet: [second.address] })
    expect([again.status, again.body.errors[0].code]).toEqual([422, 'form_identifier_exists'])
    const malformed = await app.call('post', '/v1/users', { ...input, web3_wallet: ['0x12'] })
    expect([malformed.status, malformed.body.errors[0].code]).toEqual([422, 'form_param_format_invalid'])
    const found = await app.call('get', `/v1/users?web3_wallet=${wallets[0]}`)
    expect(found.body.map(({ id }: { id: string }) => id)).toEqual([user.id])
    const searched = await app.call('get', `/v1/users?query=${first.address.slice(0, 20)}`)
    expect(searched.body.map(({ id }: { id: string }) => id)).toEqual([user.id])
  })

  it('can be made primary, and taken away, but not the last way to sign in', async () => {
    const [first, second] = [ethereumWallet(), ethereumWallet()]
    const web3Wallets = [first, second].map(({ address }) => ({ web3Wallet: address, verifiedBy: 'admin' }))
    const user = await createUser(app, { emails: [], web3Wallets })
    const [one, other] = user.web3Wallets
    const path = `/v1/users/${user.id}`
    const changed = await app.call('patch', path, { primary_web3_wallet_id: other?.id })
    expect(changed.body.primary_web3_wallet_id).toBe(other?.id)
    const remove = (id = '') => app.call('delete', `${path}/web3_wallets/${id}`)
    expect(await remove(other?.id)).toEqual({
      status: 200,
      body: { object: 'web3_wallet', id: other?.id, deleted: true },
    })
    expect((await remove(other?.id)).status).toBe(404)
    const last = await remove(one?.id)
    expect([last.status, last.body.errors[0].code]).toEqual([400, 'identification_deletion_failed'])
  })

  it('order the users who have them', async () => {
    const named = { web3Wallet: ethereumWallet().address, verifiedBy: 'admin' }
    const user = await createUser(app, {
      emails: [],
      web3Wallets: [{ ...named, web3Wallet: `0x${'f'.repeat(40)}` }],
    })
    await createUser(app, { emails: [], web3Wallets: [named] })
    const { body } = await app.call('get', '/v1/users?order_by=-web3wallet')
    const ethereum = body.filter(({ web3_wallets: [first] }: { web3_wallets: { web3_wallet: string }[] }) =>
      first?.web3_wallet.startsWith('0x'),
    )
    expect(ethereum[0].id).toBe(user.id)
  })
})
