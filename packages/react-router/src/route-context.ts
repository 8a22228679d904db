/** What the middleware finds out, and loaders read. */
import { type AdapterOptions, createAuthenticator, type Outcome } from '@keywright/adapter-core'
import { createContext, type LoaderFunctionArgs, type RouterContextProvider } from 'react-router'

/** What middleware, loaders and actions are handed. */
export type RouteArgs = Pick<LoaderFunctionArgs, 'request' | 'context'> & Partial<LoaderFunctionArgs>

export type Identified = Extract<Outcome, { kind: 'pass' }>

const identifiedContext = createContext<Identified | null>(null)

/** `undefined`: no middleware of ours has run. */
export function findIdentified({ context }: RouteArgs): Identified | undefined {
  // Without its middleware, version 7 hands over whatever the app's own server put there.
  const provider = context as Partial<RouterContextProvider> | undefined
  return typeof provider?.get === 'function' ? (provider.get(identifiedContext) ?? undefined) : undefined
}

export function rememberIdentified({ context }: RouteArgs, identified: Identified): void {
  context.set(identifiedContext, identified)
}

/** Of requests that no middleware has seen: what is asked along with each are the options. */
const authenticator = createAuthenticator<AdapterOptions>((options) => options)

/** Who the request is from, also where no middleware has run. A browser that has to go elsewhere first is sent there. */
export async function identify(args: RouteArgs, options: AdapterOptions): Promise<Identified> {
  const known = findIdentified(args)
  if (known) return known
  const outcome = await authenticator.identify(pageRequest(args), options)
  if (outcome.kind === 'answer') throw new Response(null, outcome)
  return outcome
}

/**
 * The request as one for the page: pages that are gone to in the browser have their data fetched under an address of its own,
 * `/page.data?_routes=…`, to which nobody can be sent back.
 */
export function pageRequest(args: RouteArgs): Request {
  const { request } = args
  const { method, headers } = request
  return isDataRequest(args) ? new Request(pageUrl(args), { method, headers }) : request
}

export const isDataRequest = ({ request }: RouteArgs): boolean =>
  new URL(request.url).pathname.endsWith('.data')

/** The address as the router reads it. */
export function pageUrl({ request, url }: RouteArgs): string {
  return url?.href ?? request.url
}
