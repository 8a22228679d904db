import type { InstanceSettings } from '@keywright/contract'

/** The second factors that users of an instance can set up: none yet, and each that is built is named here. */
export function availableSecondFactors(_settings: InstanceSettings): string[] {
  return []
}
