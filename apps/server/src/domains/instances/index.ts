export { type EnvironmentType, type Instance, parseSettings } from './instance.entity.ts'
export { createInstanceDirectory, type InstanceDirectory } from './instance-directory.ts'
export {
  accountPortalUrl,
  accountsHost,
  applicationDomain,
  isHostOf,
  isNamedHost,
  lookUpInstance,
  productionUrl,
} from './instance-lookup.policy.ts'
export { bumpVersion, deleteHost, insertHost } from './instances.repository.ts'
export { toInstanceResource } from './instances.resource.ts'
export { createInstancesService, type FirstInstance, type InstancesService } from './instances.service.ts'
export { isLoopbackHost } from './loopback.policy.ts'
export type { OAuthConnection } from './oauth-connection.entity.ts'
export type { BackendScope, Scope } from './scope.ts'
export { transportSecurity } from './transport-security.policy.ts'
export { canAnyoneSignIn } from './ways-in.policy.ts'
