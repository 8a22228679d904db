import type { Platform } from '../platform/platform.ts'

/** What a publishable key says (wire contract 1.1). */
export interface PublishableKey {
  isDevelopment: boolean
  /** Host of the Frontend API in production, with a port if there is one. */
  frontendHost: string
}

/** Takes a publishable key apart; a key that is none is a fault of the set-up, said in words. */
export function readPublishableKey(key: string): PublishableKey {
  const [, kind, encoded = ''] = /^pk_(test|live)_([A-Za-z0-9+/]+=*)$/.exec(key) ?? []
  const host = /^([^$]*\.[^$]*)\$$/.exec(decode(encoded))?.[1]
  if (kind === undefined || host === undefined)
    throw new TypeError('Keywright: the publishable key is none; `keywright keys` prints it.')
  return { isDevelopment: kind === 'test', frontendHost: host }
}

/** Tells cookies of several instances on one host apart. The exact text of the key counts (wire contract 1.2). */
export async function cookieSuffixOf(publishableKey: string, sha1: Platform['sha1']): Promise<string> {
  const digest = await sha1(new TextEncoder().encode(publishableKey))
  const text = btoa(String.fromCharCode(...digest))
  return text.replaceAll('+', '-').replaceAll('/', '_').slice(0, 8)
}

function decode(encoded: string): string {
  try {
    return atob(encoded)
  } catch {
    return ''
  }
}
