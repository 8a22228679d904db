/** What is wrong with the set-up of an app. Such a fault is the developer's, so it is thrown and said in words. */
export type ConfigErrorCode =
  | 'publishable_key_missing'
  | 'publishable_key_invalid'
  | 'secret_key_missing'
  | 'jwt_key_invalid'
  | 'satellite_domain_missing'
  | 'sign_in_url_missing'
  | 'sign_in_url_invalid'
  | 'organization_pattern_invalid'
  | 'encryption_key_missing'
  | 'webhook_secret_missing'
  | 'webhook_secret_invalid'

/** Thrown where options or environment are wrong; never for what a request contains. */
export class KeywrightConfigError extends Error {
  override readonly name = 'KeywrightConfigError'
  readonly code: ConfigErrorCode

  constructor(code: ConfigErrorCode, message: string) {
    super(`Keywright: ${message}`)
    this.code = code
  }
}
