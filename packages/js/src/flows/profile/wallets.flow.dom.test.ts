import { beforeEach, describe, expect, it } from 'vitest'
import { refusal } from '../../testing/fake-ports.ts'
import { fakeAddress, fakeProvider, installOnce } from '../../testing/fake-wallets.ts'
import { profilePorts } from '../../testing/profile-ports.ts'
import { createMachine } from '../machine.ts'
import { walletsFlow } from './wallets.flow.ts'

const strategy = 'web3_metamask_signature'
const metamask = { uuid: '1', name: 'MetaMask', icon: '', rdns: 'io.metamask' }
const added = { id: 'idn_1', web3_wallet: fakeAddress, verification: null }
const prepared = { ...added, verification: { status: 'unverified', message: 'sign this' } }
const proven = { ...added, verification: { status: 'verified' } }

let uninstall = (): void => undefined
beforeEach(() => uninstall())

/** Until a wallet that has to be woken would have answered. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 300))

function begin(answers: object[]) {
  const ports = profilePorts(answers)
  const context = { id: null, chosen: null, wallets: [], notice: null }
  const machine = createMachine(walletsFlow, context, { ports })
  machine.subscribe(() => undefined)
  return { machine, ports }
}

describe('the wallets of a profile', () => {
  it('grow by one that has signed', async () => {
    uninstall = installOnce(metamask)
    const { machine, ports } = begin([added, prepared, proven])
    machine.send({ type: 'ADD' })
    machine.send({ type: 'CONNECT', strategy })
    await settled()
    expect(machine.get()).toMatchObject({ value: 'list', context: { notice: 'added' } })
    expect(ports.calls.map(({ path, form }) => [path, form])).toEqual([
      ['/v1/me/web3_wallets', { web3_wallet: fakeAddress }],
      ['/v1/me/web3_wallets/idn_1/prepare_verification', { strategy }],
      ['/v1/me/web3_wallets/idn_1/attempt_verification', { strategy, signature: '0xsigned' }],
    ])
  })

  it('ask which one is meant, and say that there is none', async () => {
    uninstall = () => undefined
    const { machine } = begin([added, prepared, proven])
    machine.send({ type: 'ADD' })
    machine.send({ type: 'CONNECT', strategy })
    await settled()
    expect(machine.get()).toMatchObject({ value: 'choose', context: { wallets: [] } })
    uninstall = installOnce({ ...metamask, uuid: '2', name: 'Rabby', rdns: 'io.rabby' })
    machine.send({ type: 'CHOOSE_WALLET', id: undefined })
    await settled()
    expect(machine.get()).toMatchObject({ value: 'choose', context: { wallets: [{ name: 'Rabby' }] } })
    machine.send({ type: 'CHOOSE_WALLET', id: '2' })
    await settled()
    expect(machine.get().value).toBe('list')
  })

  it('stay as they are when their owner says no, or somebody else has that one', async () => {
    uninstall = installOnce(metamask, { request: () => Promise.reject({ code: 4001 }) })
    const { machine } = begin([])
    machine.send({ type: 'ADD' })
    machine.send({ type: 'CONNECT', strategy })
    await settled()
    expect(machine.get()).toMatchObject({ value: 'add', error: { code: 'web3_request_rejected' } })
    uninstall()
    uninstall = installOnce(metamask, fakeProvider())
    const other = begin([refusal('form_identifier_exists')])
    other.machine.send({ type: 'ADD' })
    other.machine.send({ type: 'CONNECT', strategy })
    await settled()
    expect(other.machine.get()).toMatchObject({ value: 'add', error: { code: 'form_identifier_exists' } })
  })

  it('can be made primary, and removed', async () => {
    const { machine, ports } = begin([{}, {}])
    machine.send({ type: 'SET_PRIMARY', id: 'idn_1' })
    await settled()
    machine.send({ type: 'REMOVE', id: 'idn_1' })
    machine.send({ type: 'CONFIRM' })
    await settled()
    expect(machine.get()).toMatchObject({ value: 'list', context: { notice: 'removed' } })
    expect(ports.calls.map(({ method, path, form }) => [method, path, form])).toEqual([
      ['PATCH', '/v1/me', { primary_web3_wallet_id: 'idn_1' }],
      ['DELETE', '/v1/me/web3_wallets/idn_1', undefined],
    ])
  })
})
