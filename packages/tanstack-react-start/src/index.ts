export * from '@keywright/react'
// These know the router, unlike those of the same names there.
export {
  KeywrightProvider,
  KeywrightProvider as ClerkProvider,
  type KeywrightProviderProps,
} from './keywright-provider.tsx'
