export { createReverificationsService, type ReverificationsService } from './reverifications.service.ts'
