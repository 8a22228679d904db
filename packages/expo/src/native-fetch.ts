/** Calls as native apps make them (wire contract 16): without cookies, with the client's token in a header, which answers renew. */
import type { Platform } from '@keywright/js'
import type { TokenStore } from './token-store.ts'

export function createNativeFetch(store: TokenStore, fetch: Platform['fetch']): Platform['fetch'] {
  async function send(url: string, init: RequestInit, token: string | undefined) {
    const response = await fetch(withNativeMark(url), writeInit(init, token))
    const renewed = response.headers.get('authorization')
    if (renewed) await store.write(renewed)
    return { response, isRenewed: Boolean(renewed) }
  }

  return async (url, init) => {
    const token = await store.read()
    const { response, isRenewed } = await send(url, init, token)
    // The server does not know the token, has done nothing, and brings a new one along.
    const isForgotten = response.status === 401 && isRenewed && token !== undefined
    return isForgotten ? (await send(url, init, await store.read())).response : response
  }
}

function withNativeMark(url: string): string {
  const marked = new URL(url)
  marked.searchParams.set('_is_native', '1')
  return marked.href
}

function writeInit({ body, ...init }: RequestInit, token: string | undefined): RequestInit {
  const headers = new Headers(init.headers)
  headers.set('x-mobile', '1')
  // As it is: a client token is no bearer token.
  if (token !== undefined) headers.set('authorization', token)
  const isForm = body instanceof URLSearchParams
  // Not every `fetch` of React Native knows forms.
  if (isForm) headers.set('content-type', 'application/x-www-form-urlencoded;charset=UTF-8')
  return { ...init, credentials: 'omit', headers, ...(body ? { body: isForm ? String(body) : body } : {}) }
}
