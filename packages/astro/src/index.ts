import { keywright } from './integration/integration.ts'

export type { KeywrightIntegrationOptions } from './integration/integration.ts'

export default keywright
