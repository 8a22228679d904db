/** What the module writes into an app imports from here; apps have these names without an import. */
export * from '@keywright/vue'
export { installKeywright } from './app/install-keywright.ts'
export { createRouteMatcher } from './app/route-matcher.ts'
