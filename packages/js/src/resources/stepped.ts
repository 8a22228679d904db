import type { AttemptApi, ResourceApi } from './resource-api.ts'

/** A resource that steps are taken with; each changes it. */
export interface Stepped {
  self: Record<string, unknown>
  /** Where resources of its kind are. */
  path: string
  send: ResourceApi['send']
  /** Of attempts, which lead elsewhere. */
  page?: AttemptApi['page']
}
