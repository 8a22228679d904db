/** For bindings to frameworks. Not for apps: it may change with any release. */
export {
  FrameworkProvider,
  type FrameworkProviderProps,
  type FrameworkRouter,
} from './framework-provider.tsx'
