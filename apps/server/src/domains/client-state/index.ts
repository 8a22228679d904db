export { type ClientSignOut, createClientSignOut } from './client-sign-out.service.ts'
export { toClientResource, toPublicUserData } from './client-state.resource.ts'
export {
  type ClientStateDeps,
  type ClientStateService,
  createClientStateService,
  type ResourceFor,
} from './client-state.service.ts'
