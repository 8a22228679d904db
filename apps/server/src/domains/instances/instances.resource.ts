import type { InstanceWire } from '@keywright/contract'
import type { Instance } from './instance.entity.ts'

/** An instance as the Backend API shows it. */
export function toInstanceResource({ id, environmentType, settings }: Instance): InstanceWire {
  return {
    object: 'instance',
    id,
    environment_type: environmentType,
    allowed_origins: settings.origins.allowed,
    workspace_id: null,
  }
}
