export { createEnvironmentService, type EnvironmentService } from './environment.service.ts'
