import { describe, expect, it } from 'vitest'
import { type FakeAnswer, refusal, settle } from '../../testing/fake-ports.ts'
import { profilePorts } from '../../testing/profile-ports.ts'
import { createMachine } from '../machine.ts'
import { type AccountsEvent, accountsFlow } from './accounts.flow.ts'

const url = 'https://accounts.google.example/auth'
const going = { id: 'eac_1', verification: { external_verification_redirect_url: url } }

function begin(answers: FakeAnswer[]) {
  const ports = profilePorts(answers)
  const machine = createMachine(accountsFlow, { id: null, chosen: null, notice: null }, { ports })
  machine.subscribe(() => undefined)
  const send = async (event: AccountsEvent) => {
    machine.send(event)
    await settle()
    return machine.get()
  }
  return { machine, ports, send }
}

describe('the accounts of a user elsewhere', () => {
  it('are connected by the provider that was chosen, which leads back to the page', async () => {
    const { ports, send } = begin([going])
    await send({ type: 'ADD' })
    expect(await send({ type: 'CONNECT', strategy: 'oauth_google' })).toMatchObject({ value: 'list' })
    expect(ports.calls).toEqual([
      {
        ...{ method: 'POST', path: '/v1/me/external_accounts' },
        form: { strategy: 'oauth_google', ...ports.way.urls },
      },
    ])
    expect(ports.left).toEqual([url])
  })

  it('are connected again', async () => {
    const { ports, send } = begin([going])
    expect(await send({ type: 'RECONNECT', id: 'eac_1' })).toMatchObject({ value: 'list', error: undefined })
    expect(ports.calls).toMatchObject([
      { method: 'PATCH', path: '/v1/me/external_accounts/eac_1/reauthorize' },
    ])
    expect(ports.left).toEqual([url])
  })

  it('stay where a provider is switched off, or names no address', async () => {
    const { ports, send } = begin([refusal('oauth_provider_not_enabled'), { id: 'x', verification: null }])
    await send({ type: 'ADD' })
    expect(await send({ type: 'CONNECT', strategy: 'oauth_x' })).toMatchObject({
      ...{ value: 'add', error: { code: 'oauth_provider_not_enabled' } },
    })
    expect(await send({ type: 'CONNECT', strategy: 'oauth_x' })).toMatchObject({
      ...{ value: 'add', error: { code: 'unknown_error' } },
    })
    expect(ports.left).toEqual([])
  })

  it('are removed after a question, and the last way to sign in stays', async () => {
    const { ports, send } = begin([refusal('last_required_identification_deletion_failed'), {}])
    await send({ type: 'REMOVE', id: 'eac_1' })
    expect(await send({ type: 'CONFIRM' })).toMatchObject({
      value: 'remove',
      error: { code: 'last_required_identification_deletion_failed' },
    })
    expect(await send({ type: 'CONFIRM' })).toMatchObject({ value: 'list', context: { notice: 'removed' } })
    expect(ports.calls[1]).toMatchObject({ method: 'DELETE', path: '/v1/me/external_accounts/eac_1' })
  })
})
