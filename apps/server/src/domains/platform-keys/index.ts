export { createPlatformKeysService, type PlatformKeysService } from './platform-keys.service.ts'
