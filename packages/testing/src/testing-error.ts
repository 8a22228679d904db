export type TestingFault =
  | 'server_not_installed'
  | 'clock_not_movable'
  | 'secret_key_missing'
  | 'platform_key_missing'
  | 'production_refused'
  | 'testing_token_missing'
  | 'user_not_found'
  | 'sign_in_incomplete'
  | 'request_refused'

/** Why a helper could not do what a test asked of it. */
export class TestingError extends Error {
  override readonly name = 'TestingError'
  readonly code: TestingFault

  constructor(code: TestingFault, message: string, options?: ErrorOptions) {
    super(`Keywright: ${message} (${code})`, options)
    this.code = code
  }
}
