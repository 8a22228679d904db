/** What opens the server's instance, in the names of the SDKs' options. */
export interface KeywrightKeys {
  publishableKey: string
  secretKey: string
  /** Where browsers reach the server. */
  url: string
  signInUrl: string
  signUpUrl: string
}
