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
  readonly key: BackendKey
  /** What of the request's headers an operation may ask for: nothing that proves who is calling. */
  header(name: 'accept' | 'last-event-id'): string | undefined
}

/** The secret key behind a call, for answers that go on. */
export interface BackendKey {
  /** The same for all calls with this key. It tells nothing about the key, and is logged nowhere all the same. */
  name(): string
  /** Whether the key opens the instance still. */
  isValid(): boolean
}
