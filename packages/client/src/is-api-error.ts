import type { KeywrightApiError } from './api-error.ts'

/** Recognised by a brand and not by `instanceof`: two copies of this package may be loaded. By its name: it comes alone. */
export function isKeywrightApiError(value: unknown): value is KeywrightApiError {
  return typeof value === 'object' && value !== null && Symbol.for('keywright.api_error') in value
}
