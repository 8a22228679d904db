import { importKeySet, type VerificationKey } from '@keywright/tokens'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { jwkOf, keys } from '../testing/tokens.ts'
import type { FetchedKeySet } from './fetch-key-set.ts'
import { createRemoteKeys, type RemoteKeys } from './remote-keys.ts'
import { refuse } from './token-refusal.ts'

const minute = 60_000
const down: FetchedKeySet = { refusal: refuse('jwk-remote-failed-to-load', 'down') }
const turnedAway: FetchedKeySet = { refusal: refuse('secret-key-invalid', 'unknown key') }

let good: VerificationKey[]
let time: number
let asked: number
let answer: FetchedKeySet
let remote: RemoteKeys

beforeAll(async () => {
  good = await importKeySet({ keys: [jwkOf(keys.publicKey, 'key_1')] })
})
beforeEach(() => {
  time = 1_000_000
  asked = 0
  answer = { keys: good }
  const load = async () => {
    asked += 1
    return answer
  }
  remote = createRemoteKeys({ load, now: () => time })
})

const settled = () => new Promise((resolve) => setTimeout(resolve))

describe('the keys of an instance', () => {
  it('are fetched once, however many ask at the same time', async () => {
    const answers = await Promise.all([remote.current(), remote.current(), remote.current()])
    expect(answers).toEqual(Array(3).fill({ keys: good }))
    expect(asked).toBe(1)
    expect(remote.current()).toEqual({ keys: good })
    expect(asked).toBe(1)
  })

  it('are renewed behind the back of those who use them', async () => {
    await remote.current()
    time += 4 * minute
    expect(remote.current()).toEqual({ keys: good })
    expect(remote.current()).toEqual({ keys: good })
    await settled()
    expect(asked).toBe(2)
    time += 3 * minute
    expect(remote.current()).not.toBeInstanceOf(Promise)
  })

  // The attack: a key that leaked and was taken away goes on counting in a process that was idle.
  it('are not used unrenewed after five minutes', async () => {
    await remote.current()
    answer = { keys: [] }
    time += 5 * minute
    expect(await remote.current()).toEqual({ keys: [] })
  })

  it('go on counting for a day while the server is out of reach', async () => {
    await remote.current()
    answer = down
    time += 23 * 60 * minute
    expect(await remote.current()).toEqual({ keys: good })
    time += 2 * 60 * minute
    expect(await remote.current()).toEqual(down)
  })

  it('do not go on counting where the server knows the secret key no longer', async () => {
    await remote.current()
    answer = turnedAway
    time += 6 * minute
    expect(await remote.current()).toEqual(turnedAway)
  })

  it('are not asked for at every request while the server is down', async () => {
    answer = down
    for (let request = 0; request < 50; request += 1) expect(await remote.current()).toEqual(down)
    expect(asked).toBe(1)
    time += 500
    await remote.current()
    time += 500
    await remote.current()
    expect(asked).toBe(2)
    answer = { keys: good }
    time += 30_000
    expect(await remote.current()).toEqual({ keys: good })
  })
})

describe('an unknown key id', () => {
  // The attack: tokens with made-up key ids, each of which makes the app ask its server.
  it('makes the keys be asked for three times at once, then once in twenty seconds', async () => {
    await remote.current()
    for (let token = 0; token < 50; token += 1) await remote.renewed()
    expect(asked).toBe(1 + 3)
    expect(await remote.renewed()).toBeUndefined()
    time += 20_000
    expect(await remote.renewed()).toEqual({ keys: good })
    expect(await remote.renewed()).toBeUndefined()
    time += 10 * minute
    for (let token = 0; token < 50; token += 1) await remote.renewed()
    expect(asked).toBe(1 + 3 + 1 + 3)
  })

  it('shares the fetch that is under way', async () => {
    await remote.current()
    await Promise.all([remote.renewed(), remote.renewed(), remote.renewed()])
    expect(asked).toBe(2)
  })
})
