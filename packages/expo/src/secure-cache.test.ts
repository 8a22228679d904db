import { describe, expect, it } from 'vitest'
import { createSecureCache, type SecureStore } from './secure-cache.ts'

function createStore(isBroken = false) {
  const kept = new Map<string, string>()
  const asked: object[] = []
  const store: SecureStore = {
    AFTER_FIRST_UNLOCK: 7,
    async getItemAsync(key, options) {
      asked.push(options)
      if (isBroken) throw new Error('cannot be decrypted')
      return kept.get(key) ?? null
    },
    async setItemAsync(key, value, options) {
      asked.push(options)
      kept.set(key, value)
    },
    async deleteItemAsync(key) {
      kept.delete(key)
    },
  }
  return { store, kept, asked }
}

describe('the cache in the keychain', () => {
  it('keeps a token, readable while the screen is locked', async () => {
    const { store, asked } = createStore()
    const cache = createSecureCache(store)
    expect(await cache.getToken('key')).toBeNull()
    await cache.saveToken('key', 'token')
    expect(await cache.getToken('key')).toBe('token')
    await cache.clearToken?.('key')
    expect(await cache.getToken('key')).toBeNull()
    expect(new Set(asked.map((options) => JSON.stringify(options)))).toEqual(
      new Set(['{"keychainAccessible":7}']),
    )
  })

  it('throws away what cannot be decrypted', async () => {
    const { store, kept } = createStore(true)
    kept.set('key', 'token')
    expect(await createSecureCache(store).getToken('key')).toBeNull()
    expect(kept.size).toBe(0)
  })
})
