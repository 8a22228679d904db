/** The state that a sign-in or sign-up form shows: what is under way, and what was wrong with it. */
import { isKeywrightApiError, type KeywrightApiError, type WireError } from '@keywright/client'

/** An error as the server wrote it. */
export type FieldError = WireError

export interface AttemptErrors {
  /** By the name of the field at fault, in camelCase. */
  fields: Readonly<Record<string, FieldError | undefined>>
  /** All of them; `null` when there are none. */
  raw: readonly FieldError[] | null
  /** Those that belong to no field. */
  global: readonly FieldError[] | null
}

export interface AttemptState {
  errors: AttemptErrors
  fetchStatus: 'idle' | 'fetching'
}

/** What every step of an attempt gives: `error` is `null` when it worked. */
export interface StepResult {
  error: KeywrightApiError | null
}

export interface AttemptRunner {
  state(): AttemptState
  run(step: () => Promise<unknown>): Promise<StepResult>
  reset(): void
}

const noErrors: AttemptErrors = { fields: {}, raw: null, global: null }

export function createAttemptRunner(onChange: () => void): AttemptRunner {
  let state: AttemptState = { errors: noErrors, fetchStatus: 'idle' }
  let running = 0

  function set(next: Partial<AttemptState>): void {
    state = { ...state, ...next }
    onChange()
  }

  return {
    state: () => state,
    async run(step) {
      running += 1
      set({ errors: noErrors, fetchStatus: 'fetching' })
      const error = await step().then(() => null, toApiError)
      running -= 1
      set({
        errors: error ? sortErrors(error.errors) : state.errors,
        fetchStatus: running ? 'fetching' : 'idle',
      })
      return { error }
    },
    reset: () => set({ errors: noErrors }),
  }
}

/** Faults of the program are thrown on; only what the server or the network said is a result. */
function toApiError(error: unknown): KeywrightApiError {
  if (isKeywrightApiError(error)) return error
  throw error
}

function sortErrors(errors: readonly FieldError[]): AttemptErrors {
  const named = errors.map((error) => [fieldOf(error), error] as const)
  const global = named.filter(([field]) => field === undefined).map(([, error]) => error)
  // Of several about one field the first is shown.
  const fields = Object.fromEntries(named.filter(([field]) => field !== undefined).toReversed())
  return { fields, raw: errors, global: global.length > 0 ? global : null }
}

function fieldOf({ meta }: FieldError): string | undefined {
  const name = meta?.param_name
  if (typeof name !== 'string' || name === '') return undefined
  return name.replace(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase())
}
