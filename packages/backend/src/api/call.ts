/** One call of the Backend API: names are translated on the way out and back, faults are typed. */
import {
  type ApiClient,
  type ApiClientOptions,
  type CallInput,
  type CallResult,
  createApiClient,
  isKeywrightApiError,
} from '@keywright/client'
import type { AnyRoute } from '@keywright/contract'
import { KeywrightConfigError } from '../config-error.ts'
import { BackendApiError } from './api-error.ts'
import { type OperationId, type Operations, operations } from './operations.generated.ts'
import { type Resource, toResource } from './resource.ts'
import { toWire } from './snake-case.ts'

/** What a call takes, in the names of code. */
export interface CallParts {
  params?: object | undefined
  query?: object | undefined
  body?: object | undefined
}

/** What an operation answers, as code reads it. */
export type Answer<Id extends OperationId> = Resource<CallResult<Operations[Id]>>

export type Call = <Id extends OperationId>(operation: Id, parts?: CallParts) => Promise<Answer<Id>>

/** What an operation takes as its body, and as its query, on the wire. */
export type BodyOf<Id extends OperationId> = PartOf<CallInput<Operations[Id]>, 'body'>
export type QueryOf<Id extends OperationId> = PartOf<CallInput<Operations[Id]>, 'query'>
type PartOf<Input, Name extends string> = Input extends { [Key in Name]?: infer Part }
  ? NonNullable<Part>
  : never

export interface CallOptions extends Omit<ApiClientOptions, 'audience' | 'key' | 'clientToken'> {
  secretKey: string | undefined
}

const timeoutMilliseconds = 30_000

/** Makes the function that every method of the Backend API goes through. */
export function createCall({ secretKey, ...options }: CallOptions): Call {
  let client: ApiClient | undefined
  return async (operation, parts = {}) => {
    if (!secretKey)
      throw new KeywrightConfigError(
        'secret_key_missing',
        'the Backend API needs a secret key. Set KEYWRIGHT_SECRET_KEY.',
      )
    client ??= createApiClient({ ...options, audience: 'backend', key: secretKey })
    try {
      const answer: unknown = await client.call(routeOf(operation), inputOf(parts) as never)
      return toResource(answer) as Answer<typeof operation>
    } catch (error) {
      throw isKeywrightApiError(error) ? new BackendApiError(error) : error
    }
  }
}

function inputOf({ params, query, body }: CallParts) {
  return {
    ...(params ? { params } : {}),
    ...(query ? { query: toWire(query) } : {}),
    ...(body ? { body: Array.isArray(body) ? body.map(toWire) : toWire(body) } : {}),
    signal: AbortSignal.timeout(timeoutMilliseconds),
  }
}

/** As much of a route as a call needs; its schemas stay on the server, so that no parser is loaded here. */
function routeOf(operationId: OperationId): AnyRoute {
  const route = {
    bodyKind: 'json',
    envelope: 'bare',
    audience: 'backend',
    operationId,
    ...operations[operationId],
  }
  return route as unknown as AnyRoute
}
