export { createRevocationsService, type RevocationsService } from './revocations.service.ts'
