export { createInstanceSettingsService, type InstanceSettingsService } from './instance-settings.service.ts'
export { createSettingsService, type SettingsChange, type SettingsService } from './settings.service.ts'
