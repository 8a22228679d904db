import { beforeEach, describe, expect, it } from 'vitest'
import type { Invalidation } from '../events/index.ts'
import { createProvenMemory } from './proven-memory.ts'
import type { Moment } from './stopwatch.ts'

interface Thing {
  id: string
  owner: string
}

let time: number
let proven: boolean
let lastReadAt: Moment | undefined
let hearers: ((invalidation: Invalidation) => void)[]
beforeEach(() => {
  time = 1_000_000
  proven = true
  lastReadAt = undefined
  hearers = []
})

const moment = (): Moment => ({ monotonic: time, wall: time })
const invalidate = (kind: string, key: string, instanceId = 'ins_1') => {
  for (const hear of hearers) hear({ instanceId, kind, key })
}

const createMemory = (capacity = 100) =>
  createProvenMemory<Thing>({
    feed: {
      isProven: () => proven,
      lastReadAt: () => lastReadAt,
      subscribe(hear) {
        hearers.push(hear)
        return () => undefined
      },
    },
    stopwatch: { now: moment },
    capacity,
    dependsOn: ({ id, owner }) => [
      { instanceId: 'ins_1', kind: 'thing', key: id },
      { instanceId: 'ins_1', kind: 'user', key: owner },
    ],
  })

const thing = (id: string, owner = 'user_1'): Thing => ({ id, owner })

describe('memory', () => {
  it('gives what was read, until anything it depends on is invalidated', async () => {
    const memory = createMemory()
    for (const [kind, key] of [
      ['thing', 'a'],
      ['user', 'user_1'],
    ] as const) {
      await memory.read('a', async () => thing('a'))
      invalidate('thing', 'b')
      invalidate('user', 'user_2')
      invalidate(kind, key, 'ins_2')
      expect(memory.get('a')?.value).toEqual(thing('a'))
      invalidate(kind, key)
      expect(memory.get('a')).toBeUndefined()
    }
  })

  it('drops every entry that depends on what was invalidated', async () => {
    const memory = createMemory()
    for (const id of ['a', 'b', 'c'])
      await memory.read(id, async () => thing(id, id === 'c' ? 'user_2' : 'user_1'))
    invalidate('user', 'user_1')
    expect(['a', 'b', 'c'].map((id) => memory.get(id)?.value.id)).toEqual([undefined, undefined, 'c'])
  })

  it('holds a bounded number of entries; the one used longest ago goes', async () => {
    const memory = createMemory(2)
    await memory.read('a', async () => thing('a'))
    await memory.read('b', async () => thing('b'))
    memory.get('a')
    await memory.read('c', async () => thing('c'))
    expect(memory.size()).toBe(2)
    expect(['a', 'b', 'c'].map((id) => memory.get(id) !== undefined)).toEqual([true, false, true])
  })
})

describe('rule a: a read that an invalidation overtook', () => {
  it('is answered, but not kept', async () => {
    const memory = createMemory()
    const value = await memory.read('a', async () => {
      invalidate('user', 'user_1')
      return thing('a')
    })
    expect(value).toEqual(thing('a'))
    expect(memory.get('a')).toBeUndefined()
  })

  it('is kept when the invalidation was about something else', async () => {
    const memory = createMemory()
    await memory.read('a', async () => {
      invalidate('user', 'user_2')
      return thing('a')
    })
    expect(memory.get('a')?.value).toEqual(thing('a'))
  })

  it('is not kept when more was invalidated meanwhile than is remembered', async () => {
    const memory = createMemory()
    await memory.read('a', async () => {
      invalidate('user', 'user_1')
      for (let index = 0; index < 10_000; index += 1) invalidate('other', String(index))
      return thing('a')
    })
    expect(memory.get('a')).toBeUndefined()
  })
})

describe('rule b: while nothing proves that invalidations are heard', () => {
  it('memory is not used, and goes on when there is a proof again', async () => {
    const memory = createMemory()
    await memory.read('a', async () => thing('a'))
    proven = false
    expect(memory.get('a')).toBeUndefined()
    proven = true
    expect(memory.get('a')?.value).toEqual(thing('a'))
  })

  it('nothing is kept', async () => {
    const memory = createMemory()
    proven = false
    await memory.read('a', async () => {
      proven = true
      return thing('a')
    })
    expect(memory.get('a')).toBeUndefined()
  })
})

describe('rule c: what was not found', () => {
  it('is asked for again each time', async () => {
    const memory = createMemory()
    expect(await memory.read('a', async () => undefined)).toBeUndefined()
    expect(memory.size()).toBe(0)
    expect(await memory.read('a', async () => thing('a'))).toEqual(thing('a'))
  })
})

describe('rule e: the age of an entry', () => {
  it('counts from its own reading, or from when all changes were last read', async () => {
    const memory = createMemory()
    await memory.read('a', async () => {
      time += 30
      return thing('a')
    })
    expect(memory.get('a')?.ageMs).toBe(30)
    time += 1_000
    expect(memory.get('a')?.ageMs).toBe(1_030)
    lastReadAt = moment()
    time += 7
    expect(memory.get('a')?.ageMs).toBe(7)
  })
})
