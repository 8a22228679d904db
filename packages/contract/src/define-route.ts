import { z } from 'zod'
import type { ErrorCode } from './error-catalog.ts'

/** Who a route is for. The credential of a request decides it, never its path alone. */
export type Audience = 'frontend' | 'backend' | 'platform'

export type HttpMethod = 'get' | 'post' | 'put' | 'patch' | 'delete'

/**
 * How a caller proves itself.
 * `secret_key`: Backend API. `platform_key`: Platform API. `public`: nobody is asked.
 * `client`: a browser or device, known or not yet. `session`: a signed-in session of that client.
 */
export type RouteAuth = 'secret_key' | 'platform_key' | 'public' | 'client' | 'session'

/**
 * `client`: `{ response, client }`, the client being the caller's whole state after the call (wire contract 6.2).
 * `bare`: the output itself is the body.
 */
export type Envelope = 'bare' | 'client'

/** What a user may have to do before their session counts as active, in the order in which it is asked for. */
export type SessionTaskKey = 'setup-mfa' | 'choose-organization'

export interface RouteInput<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Output extends z.ZodType,
> {
  audience: Audience
  operationId: string
  method: HttpMethod
  /** OpenAPI form: `/v1/users/{user_id}`. */
  path: `/${string}`
  summary: string
  auth?: RouteAuth
  /**
   * For `auth: 'session'`: which tasks of its user (wire contract 7.7) it can be called during. Only what the task needs: the
   * session does not count as active yet.
   */
  whilePending?: readonly SessionTaskKey[]
  envelope?: Envelope
  params?: Params
  query?: Query
  body?: Body
  /** `image`: one file, as multipart field `file` or as the raw body. Default: `json` for servers, `form` for browsers. */
  bodyKind?: 'json' | 'form' | 'image'
  output: Output
  status?: 200 | 201 | 204
  /** Frames by event name, where the operation can also answer as server-sent events. */
  events?: Readonly<Record<string, z.ZodType>>
  errors: readonly ErrorCode[]
}

export type Route<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
> = Required<RouteInput<Params, Query, Body, Output>>

export type AnyRoute = Route

const nothing = z.object({})
type Nothing = typeof nothing

const defaultAuth: Record<Audience, RouteAuth> = {
  frontend: 'client',
  backend: 'secret_key',
  platform: 'platform_key',
}

/** Declares one operation as data: parsing, types, OpenAPI, client and shared tests are made from it. It holds no handler. */
export function defineRoute<
  Output extends z.ZodType,
  Params extends z.ZodType = Nothing,
  Query extends z.ZodType = Nothing,
  Body extends z.ZodType = Nothing,
>(input: RouteInput<Params, Query, Body, Output>): Route<Params, Query, Body, Output> {
  return {
    auth: defaultAuth[input.audience],
    whilePending: [],
    envelope: input.audience === 'frontend' ? 'client' : 'bare',
    bodyKind: input.audience === 'frontend' ? 'form' : 'json',
    status: 200,
    events: {},
    ...input,
    // The defaults stand in only where the caller's type parameter is the default, too.
    params: input.params ?? (nothing as unknown as Params),
    query: input.query ?? (nothing as unknown as Query),
    body: input.body ?? (nothing as unknown as Body),
  }
}
