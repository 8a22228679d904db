/** The server as a part of an app. */
export {
  createKeywright,
  type FetchDetails,
  type Keywright,
  type KeywrightSdkOptions,
} from './embedded/create-keywright.ts'
export { EmbeddingError, type EmbeddingFault } from './embedded/embedding-error.ts'
export type { KeywrightKeys } from './embedded/keywright-keys.ts'
export type { AppPool, DatabaseOptions, KeywrightOptions } from './embedded/keywright-options.ts'
export { type NodeHandler, toNodeHandler } from './embedded/node-handler.ts'
