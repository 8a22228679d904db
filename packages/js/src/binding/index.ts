/** What the bindings to frameworks share: from the client to what an app reads and shows. For bindings, not for apps. */
export { type Auth, type AuthOptions, type AuthVerbs, claimsOf, type InitialState, readAuth } from './auth.ts'
export { createSteadyClicks, type Place, toAction, toLink, toPage } from './custom-parts.ts'
export { isSame } from './is-same.ts'
export { pageOfTask, urlsOfButton } from './leaving.ts'
export {
  readSession,
  readSessionList,
  readUser,
  type UseSession,
  type UseSessionList,
  type UseUser,
} from './people.ts'
export {
  createReverification,
  type ReverificationNeed,
  type ReverificationOptions,
} from './reverification.ts'
export { clientFor } from './shared-client.ts'
export { type Audience, audienceOf, type Has, isFor, type Protection } from './shown-for.ts'
export { type GoogleOneTapProps, handleSsoCallback, type SsoCallbackLeads } from './sso-callback.ts'
