export type { ComposeState } from './call-scope.ts'
export { isDevBrowserLabel, newDevBrowserLabel } from './frontend-headers.ts'
export {
  type ClientHandover,
  createFrontendEntrance,
  type FrontendEntrance,
  type FrontendHooksDeps,
} from './frontend-hooks.ts'
