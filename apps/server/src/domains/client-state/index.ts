export { createClientSignOut } from './client-sign-out.service.ts'
export { toClientResource } from './client-state.resource.ts'
export { type ClientStateService, createClientStateService } from './client-state.service.ts'
