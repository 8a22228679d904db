/** Looks for TXT records: what they say, or in words why nothing was heard. Never longer than its time, never more than fits. */
import { Resolver } from 'node:dns/promises'

export type TxtAnswer =
  | { kind: 'records'; values: readonly string[] }
  /** The name is not there, or has no record of this type. */
  | { kind: 'none' }
  /** Nobody answered in time, or what came was no answer. */
  | { kind: 'unreachable' }

export type LookUpTxt = (name: string) => Promise<TxtAnswer>

export interface TxtLookUpOptions {
  /** `address` or `address:port`; by default those of the machine. */
  servers?: readonly string[]
  millisecondsMax?: number
}

/** Nobody needs more to prove a domain: what is behind is not looked at. */
const valuesMax = 200

export function createTxtLookUp({ servers, millisecondsMax = 5_000 }: TxtLookUpOptions = {}): LookUpTxt {
  return async (name) => {
    // One for each look-up: what is cancelled is all that a resolver has under way.
    const resolver = new Resolver({ timeout: Math.ceil(millisecondsMax / 2), tries: 2 })
    if (servers) resolver.setServers(servers)
    const timer = setTimeout(() => resolver.cancel(), millisecondsMax)
    try {
      const records = await resolver.resolveTxt(name)
      // A record longer than 255 octets comes in several strings, which are one (RFC 7208 §3.3).
      return { kind: 'records', values: records.slice(0, valuesMax).map((strings) => strings.join('')) }
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      return { kind: code === 'ENOTFOUND' || code === 'ENODATA' ? 'none' : 'unreachable' }
    } finally {
      clearTimeout(timer)
    }
  }
}
