/** For adapters to frameworks. Not for apps: it may change with any release. */
export { acceptedAuth } from './auth/accepted-auth.ts'
export {
  invalidTokenAuthObject,
  signedInAuthObject,
  signedOutAuthObject,
  unauthenticatedMachineObject,
} from './auth/auth-object.ts'
export { findApiUrl, findFrontendUrl } from './keys/api-url.ts'
export { cookieSuffixOf } from './keys/cookie-suffix.ts'
export { readPublishableKey } from './keys/publishable-key.ts'
export { withoutPayload } from './request/handshake.ts'
export { publicUrlOf } from './request/public-url.ts'
export { signedInState, signedOutState } from './request/request-state.ts'
export { type SignInRedirectOptions, signInRedirect, signUpRedirect } from './request/sign-in-redirect.ts'
export { originForm } from './routes/request-target.ts'
