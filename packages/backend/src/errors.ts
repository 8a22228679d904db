export { isKeywrightApiError, isKeywrightApiError as isClerkAPIResponseError } from '@keywright/client'
export { BackendApiError, BackendApiError as ClerkAPIResponseError } from './api/api-error.ts'
