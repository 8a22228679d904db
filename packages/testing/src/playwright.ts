export type { TestContext, TestPage } from './browser-context.ts'
export { clerk, clerk as keywright, type SignInInput, type SignInParams } from './clerk-helpers.ts'
export { keywrightSetup, keywrightSetup as clerkSetup, type SetupOptions } from './setup.ts'
export { signInAs, type Who } from './sign-in-as.ts'
export {
  setupKeywrightTestingToken,
  setupKeywrightTestingToken as setupClerkTestingToken,
  type TestingTokenInput,
} from './testing-token.ts'
