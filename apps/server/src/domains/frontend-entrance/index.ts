export type { ComposeState } from './call-scope.ts'
export { isDevBrowserLabel, newDevBrowserLabel, writeDevBrowserLabel } from './frontend-headers.ts'
export { createFrontendEntrance, type FrontendEntrance, type FrontendHooksDeps } from './frontend-hooks.ts'
