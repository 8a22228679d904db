import { KeywrightConfigError } from '../config-error.ts'

/** What a publishable key says (wire contract 1.1). */
export interface PublishableKey {
  /** The text of the key; the cookie suffix is made of exactly this. */
  text: string
  isDevelopment: boolean
  /** Host of the Frontend API, with a port if there is one. */
  frontendHost: string
}

const read = new Map<string, PublishableKey>()
/** An app has one key, or one for each of its domains. */
const readMax = 100

/** Takes a publishable key apart; a key that is none is a fault of the set-up. */
export function readPublishableKey(text: string | undefined): PublishableKey {
  if (!text)
    throw new KeywrightConfigError(
      'publishable_key_missing',
      'no publishable key is set. Set KEYWRIGHT_PUBLISHABLE_KEY or pass `publishableKey`; `keywright keys` prints it.',
    )
  const known = read.get(text)
  if (known) return known
  const key = parse(text)
  if (read.size >= readMax) read.clear()
  read.set(text, key)
  return key
}

function parse(text: string): PublishableKey {
  const [, kind, encoded = ''] = /^pk_(test|live)_([A-Za-z0-9+/]+=*)$/.exec(text) ?? []
  const frontendHost = /^([^$]*\.[^$]*)\$$/.exec(decode(encoded))?.[1]
  if (kind === undefined || frontendHost === undefined || !URL.canParse(`https://${frontendHost}`))
    throw new KeywrightConfigError(
      'publishable_key_invalid',
      'the publishable key is not one. It begins with pk_test_ or pk_live_; `keywright keys` prints it.',
    )
  return { text, isDevelopment: kind === 'test', frontendHost }
}

function decode(encoded: string): string {
  try {
    return atob(encoded)
  } catch {
    return ''
  }
}
