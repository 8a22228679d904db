export * from '@keywright/react/headless'
// These know native apps, unlike those of the same names there.
export {
  KeywrightProvider,
  KeywrightProvider as ClerkProvider,
  type KeywrightProviderProps,
} from './keywright-provider.tsx'
export { createNativeKeywright, type NativeKeywrightOptions } from './native-client.ts'
export type { StartAppleAuthenticationFlowParams } from './sso/start-apple-flow.ts'
export type { ProviderFlowResult, StartSSOFlowParams, StartSSOFlowReturnType } from './sso/start-sso-flow.ts'
export { type UseSignInWithApple, useSignInWithApple } from './sso/use-sign-in-with-apple.ts'
export { type UseSSO, useSSO } from './sso/use-sso.ts'
export type { TokenCache } from './token-store.ts'
