/** Brings who the server took a visitor for into the page. */
import {
  type AdapterOptions,
  applyHeaders,
  type BrowserState,
  browserStateOf,
  keepPrivate,
  type RequestAuth,
} from '@keywright/adapter-core'
import { data, type LoaderFunctionArgs } from 'react-router'
import { findIdentified, type Identified, identify } from './route-context.ts'

/** What `<KeywrightProvider loaderData={loaderData}>` looks for. */
export interface KeywrightLoaderData {
  keywrightState: BrowserState
}

export type LoaderFunctionArgsWithAuth = LoaderFunctionArgs & { request: Request & { auth: RequestAuth } }

type WithInit<Data> = ReturnType<typeof data<Data>>

/** What the root component gets: the callback's data, and ours. */
export type Loaded<Result> =
  Result extends WithInit<infer Data>
    ? Data & KeywrightLoaderData
    : Result extends Response | null | undefined
      ? KeywrightLoaderData
      : Result & KeywrightLoaderData

export interface RootAuthLoader {
  <Result>(
    args: LoaderFunctionArgs,
    callback: (args: LoaderFunctionArgsWithAuth) => Result,
    options?: AdapterOptions,
  ): Promise<Loaded<Awaited<Result>>>
  (args: LoaderFunctionArgs, options?: AdapterOptions): Promise<KeywrightLoaderData>
}

type Callback = (args: LoaderFunctionArgsWithAuth) => unknown

/** The loader of the root route; what the callback returns comes along. Without `keywrightMiddleware()` it finds out who it is by itself. */
export const rootAuthLoader = (async (
  args: LoaderFunctionArgs,
  first: Callback | AdapterOptions = {},
  second: AdapterOptions = {},
) => {
  const [callback, options] = typeof first === 'function' ? [first, second] : [undefined, first]
  const isBehindMiddleware = findIdentified(args) !== undefined
  const identified = await identify(args, options)
  const result = await callback?.({
    ...args,
    request: Object.assign(args.request, { auth: identified.auth }),
  })
  const answer = await addState(result, { keywrightState: browserStateOf(identified.auth) })
  // The middleware sends them by itself.
  return isBehindMiddleware ? answer : addHeaders(answer, identified)
}) as RootAuthLoader

async function addState(result: unknown, state: KeywrightLoaderData): Promise<unknown> {
  if (result instanceof Response) return addToResponse(result, state)
  if (isWithInit(result)) return data({ ...toObject(result.data), ...state }, result.init ?? {})
  return { ...toObject(result), ...state }
}

async function addToResponse(response: Response, state: KeywrightLoaderData): Promise<Response> {
  // A redirect shows no page.
  if (response.headers.has('location')) return response
  const headers = new Headers(response.headers)
  headers.delete('content-length')
  return Response.json(
    { ...toObject(await response.json()), ...state },
    { status: response.status, statusText: response.statusText, headers },
  )
}

function toObject(value: unknown): object {
  if (value === null || value === undefined) return {}
  if (typeof value === 'object' && !Array.isArray(value)) return value
  throw new TypeError(
    'Keywright: what the callback of rootAuthLoader returns has to be an object, or nothing.',
  )
}

function isWithInit(value: unknown): value is WithInit<unknown> {
  return (
    typeof value === 'object' && value !== null && 'type' in value && value.type === 'DataWithResponseInit'
  )
}

function addHeaders(answer: unknown, { headers, auth }: Identified): unknown {
  if (answer instanceof Response) {
    // A redirect of the platform's cannot be changed.
    const response = new Response(answer.body, answer)
    applyHeaders(headers, response.headers)
    keepPrivate(auth, response.headers)
    return response
  }
  const { data: value, init } = isWithInit(answer) ? answer : { data: answer, init: null }
  const all = new Headers(init?.headers)
  applyHeaders(headers, all)
  keepPrivate(auth, all)
  return data(value, { ...init, headers: all })
}
