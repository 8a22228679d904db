import { isKeywrightApiError } from '@keywright/client'
import type { ReverificationLevel } from '../authorization.ts'
import type { Keywright } from '../interface.ts'

export interface ReverificationNeed {
  /** How much is to be proven; `undefined`: what the instance asks for. */
  level: ReverificationLevel | undefined
  /** The user has proven who they are: the call is made again. */
  complete(): void
  /** The user will not: the call fails with `reverification_cancelled`. */
  cancel(): void
}

export interface ReverificationOptions {
  /** Asks the user; absent: the component does. */
  onNeedsReverification?: (need: ReverificationNeed) => void
}

export interface ReverifiedCall<Params extends unknown[], Result> {
  call: (...params: Params) => Promise<Result>
  options: ReverificationOptions
}

/** A call that may want a recent proof of who is there: it is made again once the user has given one. `latest` is read at each call. */
export function createReverification<Params extends unknown[], Result>(
  keywright: Keywright,
  latest: () => ReverifiedCall<Params, Result>,
): (...params: Params) => Promise<Result> {
  return async (...params) => {
    const outcome = await attempt(() => latest().call(...params))
    if (!outcome.need) return outcome.result()
    const { level } = outcome.need
    const ask = latest().options.onNeedsReverification ?? ((need) => openVerification(keywright, need))
    await new Promise<void>((resolve, reject) => {
      ask({ level, complete: resolve, cancel: () => reject(cancelled()) })
    })
    // The answer of a server that asks again stands.
    return await latest().call(...params)
  }
}
interface Outcome<Result> {
  need: { level: ReverificationLevel | undefined } | undefined
  result(): Result
}

async function attempt<Result>(call: () => Promise<Result>): Promise<Outcome<Result>> {
  try {
    const value = await call()
    return { need: hintOf(value), result: () => value }
  } catch (error) {
    const isAsked = isKeywrightApiError(error) && error.code === 'session_reverification_required'
    const need = isAsked ? { level: undefined } : hintOf(error)
    return {
      need,
      result() {
        throw error
      },
    }
  }
}

/** An app's own server asks with `{ clerk_error: { reason: 'reverification-error', metadata } }` (wire contract 7.8). */
function hintOf(value: unknown): Outcome<unknown>['need'] {
  const { clerk_error: hint } = (value ?? {}) as { clerk_error?: { reason?: string; metadata?: Hint } }
  if (hint?.reason !== 'reverification-error') return undefined
  const asked = hint.metadata?.reverification
  return { level: typeof asked === 'object' ? asked.level : undefined }
}

interface Hint {
  reverification?: string | { level: ReverificationLevel }
}

function openVerification(keywright: Keywright, { level, complete, cancel }: ReverificationNeed): void {
  const afterVerification = () => {
    keywright.closeUserVerification()
    complete()
  }
  const afterVerificationCancelled = () => {
    keywright.closeUserVerification()
    cancel()
  }
  keywright.openUserVerification({ level, afterVerification, afterVerificationCancelled })
}

function cancelled(): Error {
  const code = 'reverification_cancelled'
  return Object.assign(new Error('The verification was cancelled.'), { code })
}
