/** As much of Astro as its middleware hands over, so that types need no Astro installed. */

export interface AstroContext {
  request: Request
  url: URL
  locals: object
  /** The page is drawn while the app is built: nobody asks for it. */
  isPrerendered?: boolean
  redirect(path: string, status?: 301 | 302 | 303 | 307 | 308): Response
}

export type AstroNext = () => Promise<Response>

export type AstroMiddleware = (context: AstroContext, next: AstroNext) => Promise<Response>
