export { createAuthorizationService } from './authorization.service.ts'
