import type { VerifyTokenOptions } from '../verify/verifier.ts'
import type { OrganizationSyncOptions } from './organization-sync.ts'
import type { AcceptsToken } from './token-types.ts'

/** Options of `authenticateRequest`, in the names of `@clerk/backend`; `url`, `issuer` and `revocations` are ours. */
export interface AuthenticateRequestOptions extends VerifyTokenOptions {
  /** Where the app forwards the Frontend API from: a path of the app, or a URL. */
  proxyUrl?: string | undefined
  /** Whether this app is on a satellite domain. */
  isSatellite?: boolean | undefined
  /** The satellite's domain. */
  domain?: string | undefined
  /** Whether a satellite asks the primary domain at once who is signed in. */
  satelliteAutoSync?: boolean | undefined
  signInUrl?: string | undefined
  signUpUrl?: string | undefined
  afterSignInUrl?: string | undefined
  afterSignUpUrl?: string | undefined
  /** Paths that say which organization, or none, is to be active. */
  organizationSyncOptions?: OrganizationSyncOptions | undefined
  /** What the request may be authenticated with; `session_token` by default. */
  acceptsToken?: AcceptsToken | undefined
  machineSecretKey?: string | undefined
}
