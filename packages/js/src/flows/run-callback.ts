/** The page that a provider leads back to, without anything drawn. */
import { createMachine } from './machine.ts'
import {
  isEnd,
  type SsoCallbackContext,
  type SsoCallbackPorts,
  type SsoCallbackState,
  ssoCallbackFlow,
} from './sso-callback.flow.ts'

/** Resolves with where it ends; rejects with what the server refused. */
export function runCallback(
  context: SsoCallbackContext,
  { api, activate }: Pick<SsoCallbackPorts, 'api' | 'activate'>,
): Promise<SsoCallbackState> {
  return new Promise((resolve, reject) => {
    let thrown: unknown
    const telling = <Result>(answer: Promise<Result>) =>
      answer.catch((error: unknown) => {
        thrown = error
        throw error
      })
    const ports: SsoCallbackPorts = {
      api: { send: (call) => telling(api.send(call)) },
      activate: (sessionId, kind) => telling(activate(sessionId, kind)),
      // Nothing here waits for time to pass.
      later: () => () => undefined,
    }
    const machine = createMachine(ssoCallbackFlow, context, { ports })
    const stop = machine.subscribe(({ value, pending, error }) => {
      if (pending !== undefined) return
      // Told once more when what a state does on arrival has begun.
      queueMicrotask(() => {
        const now = machine.get()
        if (now.pending !== undefined || now.value !== value) return
        if (!error && !isEnd(value) && value !== 'done') return
        stop()
        if (error) reject(thrown)
        else resolve(value)
      })
    })
  })
}
