/** What is known of a request before anybody is authenticated. */
export interface RequestInfo {
  /** Also `clerk_trace_id` of every error answer. */
  readonly traceId: string
  /** The caller's address: of the socket, or as forwarded by a trusted proxy. */
  readonly ip: string
  readonly userAgent: string
  readonly origin: string | undefined
  /** Scheme and host under which the caller reached this server, with the proxy path if there is one; no trailing slash. */
  readonly publicUrl: string
  /** True when the caller reached the server, or its proxy, by https. */
  readonly secure: boolean
  /** True when the request came through an app's proxy that proved itself with the instance's secret key. */
  readonly proxied: boolean
}
