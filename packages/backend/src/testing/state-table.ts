/** What a row of the state table is: a request, and what is to become of it. */
import type { AuthenticateRequestOptions } from '../request/options.ts'
import { nowSeconds, publishableKey, suffixOf } from './tokens.ts'

export interface Outcome {
  status: 'signed-in' | 'signed-out' | 'handshake'
  reason: string | null
}

export interface TableRow {
  name: string
  kind: 'live' | 'test'
  request: Request
  options: AuthenticateRequestOptions
  expected: Outcome
  /** Where the official SDK does otherwise: what it does (`throws` included), and why we do not. */
  official?: { does: Partial<Outcome> | 'throws'; why: string }
}

const appUrl = 'https://app.example.com'

export interface CookieParts {
  session?: string | undefined
  uat?: number | string | undefined
  devBrowser?: string | undefined
  refresh?: string | undefined
  plainSession?: string | undefined
  plainUat?: number | string | undefined
  redirects?: number | undefined
  others?: string | undefined
}

/** A `Cookie` header. `session` and `uat` are written plain and suffixed, as browsers have them, unless the plain ones are given. */
export function cookieHeader(kind: 'live' | 'test', parts: CookieParts, host?: string): string {
  const suffix = suffixOf(publishableKey(kind, host))
  const { session, uat, devBrowser, refresh, redirects, others } = parts
  const plainSession = 'plainSession' in parts ? parts.plainSession : session
  const plainUat = 'plainUat' in parts ? parts.plainUat : uat
  const pairs: [string, string | number | undefined][] = [
    ['__session', plainSession],
    [`__session_${suffix}`, session],
    ['__client_uat', plainUat],
    [`__client_uat_${suffix}`, uat],
    ['__clerk_db_jwt', devBrowser],
    [`__clerk_db_jwt_${suffix}`, devBrowser],
    [`__refresh_${suffix}`, refresh],
    ['__clerk_redirect_count', redirects],
  ]
  const written = pairs.filter(([, value]) => value !== undefined).map(([name, value]) => `${name}=${value}`)
  return [...written, ...(others ? [others] : [])].join('; ')
}

export interface RequestParts extends CookieParts {
  path?: string
  method?: string
  headers?: Record<string, string>
  bearer?: string
  /** Not a page, but a call of a script. */
  isFetch?: boolean
}

export interface RowParts {
  ask?: RequestParts
  options?: AuthenticateRequestOptions
  kind?: 'live' | 'test'
  official?: TableRow['official'] | undefined
}

/** A row; `outcome` is `signed-in`, or `status: reason`. */
export function row(name: string, outcome: string, parts: RowParts = {}): TableRow {
  const kind = parts.kind ?? 'live'
  const [status, reason = null] = outcome.split(': ') as [Outcome['status'], string?]
  const base = { name, kind, request: toRequest(kind, parts.ask ?? {}), options: parts.options ?? {} }
  return { ...base, expected: { status, reason }, ...(parts.official ? { official: parts.official } : {}) }
}

function toRequest(kind: 'live' | 'test', ask: RequestParts): Request {
  const { path = '/members', method = 'GET', bearer, isFetch } = ask
  const cookie = cookieHeader(kind, kind === 'test' ? { devBrowser: 'dvb_1', ...ask } : ask)
  return new Request(`${appUrl}${path}`, {
    method,
    headers: {
      ...(isFetch ? { accept: 'application/json', 'sec-fetch-dest': 'empty' } : {}),
      ...(isFetch || bearer ? {} : { accept: 'text/html', 'sec-fetch-dest': 'document' }),
      ...(cookie ? { cookie } : {}),
      ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
      ...ask.headers,
    },
  })
}

/** When the client last changed: before every token of these tests. */
export const uat = () => nowSeconds() - 100

/** What the official SDK does otherwise, and why we do not. */
export const stricter = (does: Exclude<TableRow['official'], undefined>['does'], why: string) => ({
  does,
  why,
})
