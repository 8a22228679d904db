export { createSigningKeysService, type SigningKeysService } from './signing-keys.service.ts'
