/** Who the rows of the state table are about. */
import { uat } from '../state-table.ts'
import { makeToken, nowSeconds } from '../tokens.ts'

export const good = makeToken()
export const signedIn = { session: good, uat: uat() }
export const expired = makeToken({ at: -600 })
export const expiredCookies = { session: expired, uat: nowSeconds() - 1000 }
export const noRefresh = 'session-token-expired-refresh-non-eligible-no-refresh-cookie'

export const bearer = (token: string) => ({ bearer: token })
