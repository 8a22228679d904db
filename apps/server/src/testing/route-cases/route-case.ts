import type { AnyRoute } from '@keywright/contract'
import type { Instance, Scope } from '../../domains/instances/index.ts'
import type { TestApp } from '../test-app.ts'

/** One instance with the key that opens it. */
export interface Tenant {
  app: TestApp
  instance: Instance
  secretKey: string
  scope: Scope
}

/** Ids of what a call names, by the names they have in paths and bodies: `{ user_id: 'user_…' }`. */
export type Named = Record<string, string>

/**
 * What the shared suite must know of a Backend route to call it with success. From that it derives every call that must
 * fail. A route without a case fails the suite: adding it is one line in the list of its domain.
 */
export interface BackendRouteCase {
  route: AnyRoute
  /** Makes in an instance what the call is about. Absent: it is about nothing that exists. */
  arrange?: (tenant: Tenant) => Promise<Named>
  /** A body that is accepted, with the ids that were made. Absent: the route takes none. */
  body?: (named: Named) => unknown
  query?: (named: Named) => Record<string, string>
  /** `elsewhere`: success needs a whole flow before it, and has its own test in the domain. */
  succeeds?: 'elsewhere'
}
