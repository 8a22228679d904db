import type { SessionResource } from '../resources/session.ts'

export interface FinalizeParams {
  /** Leads on, once the session is the active one. */
  navigate?: (params: { session: SessionResource }) => unknown
}
