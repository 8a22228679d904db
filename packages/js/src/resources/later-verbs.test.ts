import { describe, expect, it } from 'vitest'
import { laterVerbs } from './later-verbs.ts'

interface Verbs {
  greet(name: string): Promise<string>
  part(): Promise<string>
}

const verbs: Verbs = {
  greet: async (name) => `hello ${name}`,
  part: async () => 'goodbye',
}

describe('verbs that are fetched with the first call of one', () => {
  it('fetches them once, and passes on what each is given and answers', async () => {
    let fetched = 0
    const later = laterVerbs<Verbs>('greet part', async () => {
      fetched += 1
      return verbs
    })
    expect(fetched).toBe(0)
    expect(await Promise.all([later.greet('Ada'), later.part()])).toEqual(['hello Ada', 'goodbye'])
    expect(fetched).toBe(1)
  })

  it('fails as a call without an answer does, and tries again with the next one', async () => {
    let isOnline = false
    const later = laterVerbs<Verbs>('greet part', async () => {
      if (!isOnline) throw new TypeError('Failed to fetch dynamically imported module')
      return verbs
    })
    await expect(later.part()).rejects.toMatchObject({ code: 'network_error' })
    isOnline = true
    expect(await later.part()).toBe('goodbye')
  })
})
