import { isKeywrightApiError } from '@keywright/client'
import type { FlowApi } from '../flow-api.ts'

const cancelled = Symbol.for('keywright.reverification_cancelled')

/** Whether a call was given up because its user did not prove again who they are. */
export function isReverificationCancelled(thrown: unknown): boolean {
  return typeof thrown === 'object' && thrown !== null && cancelled in thrown
}

class ReverificationCancelled extends Error {
  readonly [cancelled] = true
}

/**
 * An API that asks for a fresh proof where the server wants one, and then tries once more. `prove` resolves to whether the
 * proof was given.
 */
export function withReverification(api: FlowApi, prove: () => Promise<boolean>): FlowApi {
  let proving: Promise<boolean> | undefined

  /** Two calls that both need a proof share it. */
  function proveOnce(): Promise<boolean> {
    proving ??= prove().finally(() => {
      proving = undefined
    })
    return proving
  }

  return {
    async send<Resource>(call: Parameters<FlowApi['send']>[0]): Promise<Resource> {
      try {
        return await api.send<Resource>(call)
      } catch (thrown) {
        if (!needsReverification(thrown)) throw thrown
        if (!(await proveOnce())) throw new ReverificationCancelled('The user did not verify again.')
        return await api.send<Resource>(call)
      }
    },
  }
}

function needsReverification(thrown: unknown): boolean {
  return isKeywrightApiError(thrown) && thrown.code === 'session_reverification_required'
}
