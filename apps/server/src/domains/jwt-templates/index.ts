export { createJwtTemplatesService } from './jwt-templates.service.ts'
