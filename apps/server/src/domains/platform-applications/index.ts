export {
  type ApplicationsService,
  type ApplicationView,
  createApplicationsService,
} from './applications.service.ts'
export { createInstanceConfigService, type InstanceConfigService } from './instance-config.service.ts'
