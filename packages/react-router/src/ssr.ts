/** `ssr.server`, as older code imports what loaders use. */
export { getAuth } from './get-auth.ts'
export { rootAuthLoader } from './root-auth-loader.ts'
