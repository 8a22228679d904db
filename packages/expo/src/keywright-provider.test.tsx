import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ClerkProvider, type TokenCache, useClerk } from './index.ts'

const publishableKey = `pk_test_${btoa('clerk.shop.localhost:3943$')}`
const calls: { url: URL; token: string | null }[] = []

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  calls.length = 0
  vi.stubGlobal('fetch', async (url: string, { headers }: RequestInit) => {
    calls.push({ url: new URL(url), token: new Headers(headers).get('authorization') })
    return Response.json(
      url.includes('environment') ? { display_config: {} } : { response: null, client: null },
    )
  })
})
afterEach(() => vi.unstubAllGlobals())

let seen: ReturnType<typeof useClerk> | undefined

function Screen() {
  seen = useClerk()
  return null
}

async function start(url: string, tokenCache?: TokenCache): Promise<void> {
  const root = createRoot(document.createElement('div'))
  const app = (
    <ClerkProvider publishableKey={publishableKey} url={url} tokenCache={tokenCache}>
      <Screen />
    </ClerkProvider>
  )
  await act(async () => root.render(app))
  await act(async () => seen?.load())
  await act(async () => root.unmount())
}

const cache: TokenCache = { getToken: async () => 'token_1', saveToken: async () => undefined }

it('calls as a native app in React Native, with what its cache keeps', async () => {
  vi.stubGlobal('navigator', { product: 'ReactNative' })
  await start('http://one.localhost', cache)
  expect(calls.length).toBeGreaterThan(0)
  for (const { url, token } of calls)
    expect([url.searchParams.get('_is_native'), token]).toEqual(['1', 'token_1'])
  const first = seen
  await start('http://one.localhost', cache)
  expect(seen).toBe(first)
})

it('calls as a browser on the web, whatever cache there is', async () => {
  await start('http://two.localhost', cache)
  expect(calls.length).toBeGreaterThan(0)
  for (const { url, token } of calls)
    expect([url.searchParams.get('_is_native'), token]).toEqual([null, null])
})
