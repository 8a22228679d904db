export {
  type ApiClient,
  type ApiClientOptions,
  type CallInput,
  type CallResult,
  type ClientToken,
  createApiClient,
} from './api-client.ts'
export {
  isKeywrightApiError,
  KeywrightApiError,
  type KeywrightErrorCode,
  type WireError,
} from './api-error.ts'
export type { RetryOptions } from './retry.ts'
