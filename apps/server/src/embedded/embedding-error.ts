export type EmbeddingFault =
  | 'option_invalid'
  | 'database_missing'
  | 'secret_missing'
  | 'secret_wrong'
  | 'start_failed'
  | 'environment_mismatch'
  | 'server_closed'
  | 'body_consumed'

/** Why a server cannot be part of an app as it was asked to, in words for the app's developer. */
export class EmbeddingError extends Error {
  override readonly name = 'EmbeddingError'
  readonly code: EmbeddingFault

  constructor(code: EmbeddingFault, message: string, options?: ErrorOptions) {
    super(`Keywright: ${message.replace(/^Keywright: /, '')} (${code})`, options)
    this.code = code
  }
}
