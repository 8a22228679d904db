/** The sign-in and the sign-up of this browser, as forms watch them. Apart from the client, so that nobody pays who has no form of their own. */
import { createEmitter } from '../emitter.ts'
import type { Keywright } from '../interface.ts'
// Whoever has a form of their own takes steps: they come along with it.
import '../resources/resource-steps.ts'
import { type AttemptState, createAttemptRunner } from './attempt-state.ts'
import type { FinalizeParams } from './finalize.ts'
import { holdComplete } from './hold-complete.ts'
import { type SignInAttempt, toSignInAttempt } from './sign-in-attempt.ts'
import { type SignUpAttempt, toSignUpAttempt } from './sign-up-attempt.ts'

/** A sign-in under way, with what a form shows of it. The same object until something changes. */
export interface SignInSnapshot extends AttemptState {
  signIn: SignInAttempt
}

export interface SignUpSnapshot extends AttemptState {
  signUp: SignUpAttempt
}

export interface Attempts {
  signIn(): SignInSnapshot
  signUp(): SignUpSnapshot
  /** Calls the listener when either may have changed. Returns how to stop. */
  subscribe(listener: () => void): () => void
}

const known = new WeakMap<Keywright, Attempts>()
const pollMilliseconds = 1_000

/** The attempts of a client, always the same ones: what one form does, another sees. */
export function attemptsOf(keywright: Keywright): Attempts {
  const attempts = known.get(keywright) ?? createAttempts(keywright)
  known.set(keywright, attempts)
  return attempts
}

function createAttempts(keywright: Keywright): Attempts {
  const emitter = createEmitter<{ change: undefined }>()
  const changed = () => emitter.emit('change', undefined)
  const runners = { signIn: createAttemptRunner(changed), signUp: createAttemptRunner(changed) }
  const signIn = holdComplete(() => keywright.signIn)
  const signUp = holdComplete(() => keywright.signUp)
  const deps = {
    wait: () => new Promise<void>((resolve) => setTimeout(resolve, pollMilliseconds)),
    finalize: async (session: string | null, params: FinalizeParams) => {
      if (session === null)
        throw new TypeError('Keywright: the attempt is not complete; there is no session yet.')
      await keywright.setActive({ session, ...params })
    },
  }
  return {
    signIn: remember(
      () => [signIn.get(), runners.signIn.state()],
      () => ({
        ...runners.signIn.state(),
        signIn: toSignInAttempt({ ...deps, held: signIn, runner: runners.signIn }),
      }),
    ),
    signUp: remember(
      () => [signUp.get(), runners.signUp.state()],
      () => ({
        ...runners.signUp.state(),
        signUp: toSignUpAttempt({ ...deps, held: signUp, runner: runners.signUp }),
      }),
    ),
    subscribe(listener) {
      const stops = [emitter.on('change', listener), keywright.on('resources', listener)]
      return () => {
        for (const stop of stops) stop()
      }
    },
  }
}

/** Makes something, and gives the same thing again as long as its parts are the same. */
function remember<Made>(read: () => readonly unknown[], make: () => Made): () => Made {
  let last: { parts: readonly unknown[]; made: Made } | undefined
  return () => {
    const parts = read()
    if (!last || parts.some((part, index) => part !== last?.parts[index])) last = { parts, made: make() }
    return last.made
  }
}
