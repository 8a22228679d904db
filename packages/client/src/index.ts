export {
  type ApiClient,
  type ApiClientOptions,
  type CallInput,
  type CallResult,
  type ClientToken,
  createApiClient,
} from './api-client.ts'
export {
  KeywrightApiError,
  type KeywrightErrorCode,
  networkError,
  readApiError,
  type Web3ErrorCode,
  type WireError,
} from './api-error.ts'
export { isKeywrightApiError } from './is-api-error.ts'
export { createRetryBudget, type RetryBudget, type RetryOptions, retryWait, usualRetries } from './retry.ts'
