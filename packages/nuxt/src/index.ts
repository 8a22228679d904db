import { keywrightModule } from './module/keywright-module.ts'

export type { KeywrightModuleOptions } from './module/keywright-module.ts'

export default keywrightModule
