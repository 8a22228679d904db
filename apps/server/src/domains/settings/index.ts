export { createInstanceSettingsService, type InstanceSettingsService } from './instance-settings.service.ts'
export { canAnyoneSignIn, isOrigin } from './settings.policy.ts'
export { createSettingsService, type SettingsChange, type SettingsService } from './settings.service.ts'
