/**
 * The cookies by which an app's own server knows who is signed in (wire contract 3.1): the session token, and in development
 * the time of the last change, which in production the Keywright server writes itself. Both always under both names.
 */
import type { ClientState } from '../flows/flow-api.ts'
import type { CookieJar } from '../platform/platform.ts'

export interface SessionCookiesDeps {
  jar: CookieJar
  /** Tells the cookies of this instance apart; nothing is written or read before it is known. */
  suffix: Promise<string>
  isSecure: boolean
  /** Whether `__client_uat` is this page's to write. */
  writesClientUat: boolean
}

export type SessionCookies = ReturnType<typeof createSessionCookies>

const yearSeconds = 31_536_000

export function createSessionCookies({ jar, isSecure, writesClientUat, ...deps }: SessionCookiesDeps) {
  const secure = isSecure ? '; Secure' : ''
  let suffix = ''
  const ready = deps.suffix.then((known) => {
    suffix = known
  })

  function write(name: string, value: string, sameSite: 'Lax' | 'Strict', maxAgeSeconds = yearSeconds): void {
    for (const full of [name, `${name}_${suffix}`])
      jar.write(`${full}=${value}; Path=/; Max-Age=${maxAgeSeconds}; SameSite=${sameSite}${secure}`)
  }

  return {
    ready,

    /** The token of the active session; `null`: nobody is signed in. */
    writeToken(jwt: string | null): void {
      if (jwt === null) write('__session', '', 'Lax', 0)
      else write('__session', jwt, 'Lax')
    },

    /** A token older than this would send the app's server through a handshake. */
    writeClientUat(client: ClientState | null): void {
      if (writesClientUat) write('__client_uat', String(client ? clientUat(client) : 0), 'Strict')
    },

    /** The token this browser had last, under the name of this instance alone. */
    readToken(): string | undefined {
      const name = `__session_${suffix}=`
      const pair = jar
        .read()
        .split('; ')
        .find((one) => one.startsWith(name))
      return pair?.slice(name.length) || undefined
    },
  }
}

/** When the authentication state last changed, in seconds; 0 when nobody is signed in. */
export function clientUat({ sessions, updated_at }: Pick<ClientState, 'sessions' | 'updated_at'>): number {
  return sessions.length === 0 ? 0 : Math.floor(updated_at / 1000)
}
