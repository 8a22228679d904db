import type { HttpRequest } from '../platform/http/http-request.ts'

/** Answers requests for its own paths; `undefined` leaves a request to the next page. Every page is read with GET unless it says otherwise. */
export type Page = (request: HttpRequest) => Promise<Response | undefined> | Response | undefined

/** The path part under which the browser reaches this server: of an app's proxy or an instance prefix, else empty. */
export function basePathOf({ info }: HttpRequest): string {
  return new URL(info.publicUrl).pathname.replace(/\/$/, '')
}
