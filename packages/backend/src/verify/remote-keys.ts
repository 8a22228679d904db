import type { VerificationKey } from '@keywright/tokens'
import type { FetchedKeySet } from './fetch-key-set.ts'
import type { TokenRefusal } from './token-refusal.ts'

/** The keys of an instance, as far as they are known here. */
export interface RemoteKeys {
  /** Keys to verify with; a promise only where they have to be fetched first. */
  current(): KeysAnswer | Promise<KeysAnswer>
  /** For a token that names an unknown key: asks anew, unless that was done too often lately. */
  renewed(): Promise<KeysAnswer | undefined>
}

export type KeysAnswer = { keys: readonly VerificationKey[] } | { refusal: TokenRefusal }

export interface RemoteKeysDeps {
  load(): Promise<FetchedKeySet>
  /** Milliseconds. */
  now(): number
}

const minute = 60_000
/** From here on keys are renewed behind the back of those who use them. */
const renewAfter = 4 * minute
/** From here on nobody is served before they were renewed: a key that was taken away counts no longer than this. */
const goodFor = 5 * minute
/** While the server cannot be reached, signed-in users stay signed in. */
const usableFor = 24 * 60 * minute
/** After a failed attempt the next one waits; the wait doubles to this. */
const retryWaitMax = 30_000
const retryWaitFirst = 500

/** Unknown key ids cost a fetch, and anybody can make them up: three at once, then one each twenty seconds. */
const renewals = { max: 3, eachMilliseconds: 20_000 }

interface State {
  keys: readonly VerificationKey[] | undefined
  fetchedAt: number
  failure: { refusal: TokenRefusal; until: number; wait: number } | undefined
  inFlight: Promise<KeysAnswer> | undefined
}

/** Keys that are fetched once and renewed in the background, with one fetch under way at most. */
export function createRemoteKeys(deps: RemoteKeysDeps): RemoteKeys {
  const state: State = {
    keys: undefined,
    fetchedAt: Number.NEGATIVE_INFINITY,
    failure: undefined,
    inFlight: undefined,
  }
  const takeRenewal = createBucket(renewals.max, renewals.eachMilliseconds, deps.now)
  return {
    current() {
      const age = deps.now() - state.fetchedAt
      if (state.keys === undefined || age >= goodFor) return renew(state, deps)
      if (age >= renewAfter) void renew(state, deps)
      return { keys: state.keys }
    },
    async renewed() {
      if (state.inFlight !== undefined) return await state.inFlight
      return takeRenewal() ? await renew(state, deps) : undefined
    },
  }
}

function renew(state: State, deps: RemoteKeysDeps): Promise<KeysAnswer> {
  if (state.failure && deps.now() < state.failure.until) return Promise.resolve(withoutNews(state, deps))
  state.inFlight ??= load(state, deps).finally(() => {
    state.inFlight = undefined
  })
  return state.inFlight
}

async function load(state: State, deps: RemoteKeysDeps): Promise<KeysAnswer> {
  const answer = await deps.load()
  if ('keys' in answer) {
    state.keys = answer.keys
    state.fetchedAt = deps.now()
    state.failure = undefined
    return { keys: answer.keys }
  }
  const wait = Math.min(retryWaitMax, state.failure ? state.failure.wait * 2 : retryWaitFirst)
  state.failure = { refusal: answer.refusal, wait, until: deps.now() + wait }
  return withoutNews(state, deps)
}

/** Nothing new came: old keys do where the server is out of reach, but not where it turned us away. */
function withoutNews({ keys, fetchedAt, failure }: State, deps: RemoteKeysDeps): KeysAnswer {
  const isTurnedAway = failure?.refusal.reason === 'secret-key-invalid'
  if (keys && !isTurnedAway && deps.now() - fetchedAt < usableFor) return { keys }
  return failure ? { refusal: failure.refusal } : { keys: keys ?? [] }
}

function createBucket(max: number, eachMilliseconds: number, now: () => number): () => boolean {
  let left = max
  let filledAt = now()
  return () => {
    const gained = Math.floor((now() - filledAt) / eachMilliseconds)
    left = Math.min(max, left + gained)
    filledAt += gained * eachMilliseconds
    if (left < 1) return false
    left -= 1
    return true
  }
}
