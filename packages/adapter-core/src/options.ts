import type { BackendClient, BackendClientOptions } from '@keywright/backend'

/** A value, or what works it out from the URL of a request: an app may live on several domains. */
export type PerUrl<Value> = Value | ((url: URL) => Value)

export interface FrontendApiProxyOptions {
  enabled: boolean | ((url: URL) => boolean)
  /** Where in the app; `/__clerk` by default. */
  path?: string | undefined
}

/** Options of every adapter's middleware, in the names of the official ones. */
export interface AdapterOptions
  extends Omit<BackendClientOptions, 'acceptsToken' | 'isSatellite' | 'domain' | 'proxyUrl'> {
  isSatellite?: PerUrl<boolean> | undefined
  domain?: PerUrl<string> | undefined
  proxyUrl?: PerUrl<string> | undefined
  /** Forwards the Frontend API from a path of this app. Not needed where browsers reach the server itself. */
  frontendApiProxy?: FrontendApiProxyOptions | undefined
  /** A client of the app's own, instead of one made from these options. */
  keywrightClient?: BackendClient | undefined
  /** The same, as public tutorials name it. */
  clerkClient?: BackendClient | undefined
}

/** Options, or a function that finds them for a request: several instances behind one server. */
export type OptionsOf<FrameworkRequest> =
  | AdapterOptions
  | ((request: FrameworkRequest) => AdapterOptions | Promise<AdapterOptions>)

export function valueFor<Value>(value: PerUrl<Value> | undefined, url: () => URL): Value | undefined {
  return typeof value === 'function' ? (value as (url: URL) => Value)(url()) : value
}
