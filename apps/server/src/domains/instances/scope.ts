import type { RequestInfo } from '../../platform/http/request-info.ts'
import type { EventAttributes } from '../events/index.ts'
import type { Instance } from './instance.entity.ts'

/** For whom a service acts: the instance, and what is known of the request, for the event log. */
export interface Scope {
  readonly instance: Instance
  readonly request: EventAttributes
}

/** A Backend API call whose secret key belongs to the instance. */
export interface BackendScope extends Scope {
  readonly request: RequestInfo
}
