import { describe, expect, it } from 'vitest'
import type { ClientState } from '../flows/flow-api.ts'
import { fakeClient } from '../testing/fake-wire.ts'
import { createClientLedger } from './client-ledger.ts'

function createTestLedger() {
  const heard: (ClientState | null)[] = []
  const rereads: true[] = []
  const ledger = createClientLedger({
    onChange: (client) => void heard.push(client),
    reread: async () => rereads.push(true),
  })
  return { ledger, heard, rereads }
}

const at = (updated_at: number, change: Partial<ClientState> = {}) => fakeClient({ updated_at, ...change })

describe('answers that overtake each other', () => {
  it('never bring an older state back', async () => {
    const { ledger, heard } = createTestLedger()
    const slow = ledger.begin(false)
    await ledger.settle(ledger.begin(false), at(2))
    await ledger.settle(slow, at(1))
    expect(heard).toEqual([at(2)])
  })

  it('drop what tells of an earlier change, though it was asked for later', async () => {
    const { ledger } = createTestLedger()
    await ledger.settle(ledger.begin(false), at(2))
    await ledger.settle(ledger.begin(false), at(1))
    expect(ledger.current()).toEqual(at(2))
  })

  it('let a slow answer in when it tells of the later change', async () => {
    const { ledger } = createTestLedger()
    const slow = ledger.begin(false)
    await ledger.settle(ledger.begin(true), at(1))
    await ledger.settle(slow, at(2))
    expect(ledger.current()).toEqual(at(2))
  })

  it('drop a read that was sent before something was written', async () => {
    const { ledger } = createTestLedger()
    const read = ledger.begin(true)
    const written = at(1, { sign_in: { id: 'sia_1' } })
    await ledger.settle(ledger.begin(false), written)
    await ledger.settle(read, at(1))
    expect(ledger.current()).toEqual(written)
  })

  it('drop the earlier of two reads', async () => {
    const { ledger, heard } = createTestLedger()
    const earlier = ledger.begin(true)
    await ledger.settle(ledger.begin(true), at(1))
    await ledger.settle(earlier, null)
    expect(heard).toEqual([at(1)])
  })

  it('ask again when two writes crossed and nothing tells which was last', async () => {
    const { ledger, heard, rereads } = createTestLedger()
    const first = ledger.begin(false)
    await ledger.settle(ledger.begin(false), at(1, { sign_in: { id: 'sia_2' } }))
    await ledger.settle(first, at(1))
    expect(heard).toHaveLength(1)
    expect(rereads).toHaveLength(1)
  })

  // Otherwise a touch under way would show somebody who has just signed out.
  it('never bring back a client that was given up', async () => {
    const { ledger } = createTestLedger()
    await ledger.settle(ledger.begin(true), at(1))
    const touch = ledger.begin(false)
    await ledger.settle(ledger.begin(false), null)
    await ledger.settle(touch, at(9))
    ledger.adopt(at(9))
    expect(ledger.current()).toBeNull()
  })
})

it('takes from another tab what is not older', () => {
  const { ledger } = createTestLedger()
  ledger.adopt(at(5))
  ledger.adopt(at(4))
  expect(ledger.current()).toEqual(at(5))
  ledger.adopt(null)
  expect(ledger.current()).toBeNull()
})
