export { createJwtTemplatesService, type JwtTemplatesService } from './jwt-templates.service.ts'
