/** What the bindings to frameworks share: from the client to what an app reads and shows. For bindings, not for apps. */

export { nothing } from '../client/session-center.ts'
export { type Auth, type AuthOptions, type AuthVerbs, type InitialState, readAuth } from './auth.ts'
export { createSteadyClicks, type Place, toAction, toLink, toPage } from './custom-parts.ts'
export { isSame } from './is-same.ts'
export { pageOfTask, urlsOfButton } from './leaving.ts'
export { type Answer, answersOf, type Question } from './organizations/answers.ts'
export {
  type CreationDefaultsParams,
  questionOfDefaults,
  readCreationDefaults,
  readOrganization,
  readOrganizationList,
  requestsOfOrganization,
  requestsOfUser,
  type UseOrganization,
  type UseOrganizationCreationDefaults,
  type UseOrganizationList,
  type UseOrganizationListParams,
  type UseOrganizationParams,
} from './organizations/lists.ts'
export {
  type KeptPages,
  type ListRequest,
  type PaginatedResources,
  questionsOf,
  readPages,
} from './organizations/pages.ts'
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
export { visitorOf, visitorOfClaims } from './visitor.ts'
