import type { AnyRoute, Audience } from '@keywright/contract'
import { KeywrightApiError, networkError, readApiError } from './api-error.ts'
import { createRetryBudget, type RetryBudget, type RetryOptions, retryWait, usualRetries } from './retry.ts'
import { type CallParts, writeRequest } from './write-request.ts'

/** A native app's client token: read before each call, written when the server hands out another. */
export interface ClientToken {
  read(): string | undefined | Promise<string | undefined>
  write(token: string): void | Promise<void>
}

export interface ApiClientOptions {
  /** Origin of the server, with the path of a proxy if there is one. */
  baseUrl: string
  audience: Audience
  /** Secret key of an instance, or a platform key. */
  key?: string
  /** Frontend API of native apps. Browsers leave it out: they have a cookie. */
  clientToken?: ClientToken
  fetch?: typeof fetch
  retry?: Partial<RetryOptions>
  wait?: (milliseconds: number) => Promise<void>
  random?: () => number
}

type OptionalIfEmpty<Name extends string, Part> =
  Record<never, never> extends Part ? { [Key in Name]?: Part } : { [Key in Name]: Part }

/** What a schema of the contract takes, before it is read. */
type InputOf<Schema extends AnyRoute['body']> = Schema['_zod']['input']

/** What a route takes, as it is written on the wire. */
export type CallInput<R extends AnyRoute> = OptionalIfEmpty<'params', InputOf<R['params']>> &
  OptionalIfEmpty<'query', InputOf<R['query']>> &
  OptionalIfEmpty<'body', InputOf<R['body']>> & { signal?: AbortSignal }

/** What a route answers; where it has an envelope, without it. */
export type CallResult<R extends AnyRoute> = R['output']['_zod']['output']

type Arguments<R extends AnyRoute> =
  Record<never, never> extends CallInput<R> ? [input?: CallInput<R>] : [input: CallInput<R>]

export interface ApiClient {
  /** Calls a route of the contract. Throws `KeywrightApiError`. */
  call<R extends AnyRoute>(route: R, ...input: Arguments<R>): Promise<CallResult<R>>
}

/** The API of one audience over HTTP. It holds no state but the budget of its retries. */
export function createApiClient(options: ApiClientOptions): ApiClient {
  const retry = { ...usualRetries, ...options.retry }
  const deps: Deps = {
    ...{ options, retry, budget: createRetryBudget(retry) },
    fetch: options.fetch ?? ((...input) => globalThis.fetch(...input)),
    wait: options.wait ?? ((milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))),
    random: options.random ?? Math.random,
  }
  return {
    async call(route, ...[input]) {
      if (route.audience !== options.audience)
        throw new TypeError(`Keywright: ${route.operationId} belongs to the ${route.audience} API.`)
      deps.budget.earn()
      const response = await callPersistently(deps, route, (input ?? {}) as CallParts)
      return (await readOutput(route, response)) as never
    },
  }
}

interface Deps extends Required<Pick<ApiClientOptions, 'fetch' | 'wait' | 'random'>> {
  options: ApiClientOptions
  retry: RetryOptions
  budget: RetryBudget
}

async function callPersistently(deps: Deps, route: AnyRoute, input: CallParts): Promise<Response> {
  for (let tries = 1; ; tries += 1) {
    const outcome = await callOnce(deps, route, input)
    if (!(outcome instanceof KeywrightApiError)) return outcome
    const { status, retryAfterSeconds } = outcome
    const wait = retryWait(
      { method: route.method, status, retryAfterSeconds, tries },
      deps.retry,
      deps.random,
    )
    if (wait === undefined || !deps.budget.spend()) throw outcome
    await deps.wait(wait)
  }
}

async function callOnce(
  deps: Deps,
  route: AnyRoute,
  input: CallParts,
): Promise<Response | KeywrightApiError> {
  const { options } = deps
  const token = await options.clientToken?.read()
  const request = writeRequest(route, input, { ...options, token })
  let response: Response
  try {
    response = await deps.fetch(request, input.signal ? { signal: input.signal } : {})
  } catch (cause) {
    // Whoever called it off knows why.
    input.signal?.throwIfAborted()
    return networkError(cause)
  }
  const issued = response.headers.get('authorization')
  if (options.clientToken && issued) await options.clientToken.write(issued)
  return response.ok ? response : await readApiError(response)
}

async function readOutput(route: AnyRoute, response: Response): Promise<unknown> {
  if (response.status === 204) return undefined
  const body: unknown = await response.json().catch((cause: unknown) => {
    throw networkError(cause)
  })
  return route.envelope === 'client' ? (body as { response: unknown }).response : body
}
