/** For client components and for the pages folder. Server components get `index.server.ts` under the same name. */
export { Protect, Show, SignedIn, SignedOut, SignIn, SignUp } from '@keywright/react'
export * from './client/components.ts'
export * from './client/hooks.ts'
export {
  ClientProvider as ClerkProvider,
  ClientProvider as KeywrightProvider,
  type ClientProviderProps as KeywrightProviderProps,
} from './client/provider.tsx'
