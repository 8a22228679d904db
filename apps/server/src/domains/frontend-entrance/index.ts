export { isDevBrowserLabel, newDevBrowserLabel } from './frontend-headers.ts'
export { type ClientHandover, createFrontendEntrance } from './frontend-hooks.ts'
