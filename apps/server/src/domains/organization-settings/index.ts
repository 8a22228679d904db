export { createOrganizationSettingsService } from './organization-settings.service.ts'
