import { fileURLToPath } from 'node:url'
import type { Audience } from '@keywright/contract'
import { createBackendHooks } from './backend-hooks.ts'
import type { ComposeDeps, Services } from './compose.ts'
import { authorizationBackendRoutes } from './domains/authorization/authorization.backend-routes.ts'
import { clientFrontendRoutes } from './domains/client-state/client.frontend-routes.ts'
import { clientsBackendRoutes } from './domains/client-state/clients.backend-routes.ts'
import { sessionsFrontendRoutes } from './domains/client-state/sessions.frontend-routes.ts'
import type { FrontendScope } from './domains/clients/index.ts'
import { domainsBackendRoutes } from './domains/domains/domains.backend-routes.ts'
import { proxyChecksBackendRoutes, proxyHealthFrontendRoutes } from './domains/domains/proxy-checks.routes.ts'
import { emailAddressesBackendRoutes } from './domains/email-addresses/email-addresses.backend-routes.ts'
import { emailAddressesFrontendRoutes } from './domains/email-addresses/email-addresses.frontend-routes.ts'
import { emailLinksFrontendRoutes } from './domains/email-links/email-links.frontend-routes.ts'
import { redirectsFrontendRoutes } from './domains/email-links/redirects.frontend-routes.ts'
import { environmentFrontendRoutes } from './domains/environment/environment.frontend-routes.ts'
import { externalAccountsBackendRoutes } from './domains/external-accounts/external-accounts.backend-routes.ts'
import { externalAccountsFrontendRoutes } from './domains/external-accounts/external-accounts.frontend-routes.ts'
import { devBrowsersFrontendRoutes } from './domains/frontend-entrance/dev-browsers.frontend-routes.ts'
import { createFrontendEntrance } from './domains/frontend-entrance/index.ts'
import { handshakeBackendRoutes } from './domains/handshake/handshake.backend-routes.ts'
import { handshakeFrontendRoutes } from './domains/handshake/handshake.frontend-routes.ts'
import { imagesFrontendRoutes } from './domains/images/images.frontend-routes.ts'
import { type BackendScope, transportSecurity } from './domains/instances/index.ts'
import { jwtTemplatesBackendRoutes } from './domains/jwt-templates/jwt-templates.backend-routes.ts'
import { jwtTemplatesFrontendRoutes } from './domains/jwt-templates/jwt-templates.frontend-routes.ts'
import { meFrontendRoutes } from './domains/me/me.frontend-routes.ts'
import { oauthCallbacksFrontendRoutes } from './domains/oauth-attempts/oauth-callbacks.frontend-routes.ts'
import { oauthConnectionsBackendRoutes } from './domains/oauth-connections/oauth-connections.backend-routes.ts'
import { creationDefaultsFrontendRoutes } from './domains/organization-domains/creation-defaults.frontend-routes.ts'
import { organizationDomainsBackendRoutes } from './domains/organization-domains/organization-domains.backend-routes.ts'
import { organizationDomainsFrontendRoutes } from './domains/organization-domains/organization-domains.frontend-routes.ts'
import { organizationDomainsBulkFrontendRoutes } from './domains/organization-domains/organization-domains-bulk.frontend-routes.ts'
import { invitationsBackendRoutes } from './domains/organization-invitations/invitations.backend-routes.ts'
import { invitationsFrontendRoutes } from './domains/organization-invitations/invitations.frontend-routes.ts'
import { organizationRolesBackendRoutes } from './domains/organization-roles/organization-roles.backend-routes.ts'
import { organizationSettingsBackendRoutes } from './domains/organization-settings/organization-settings.backend-routes.ts'
import { organizationSuggestionsFrontendRoutes } from './domains/organization-suggestions/organization-suggestions.frontend-routes.ts'
import { departuresBackendRoutes } from './domains/organizations/departures.backend-routes.ts'
import { departuresFrontendRoutes } from './domains/organizations/departures.frontend-routes.ts'
import { membershipsBackendRoutes } from './domains/organizations/memberships.backend-routes.ts'
import { membershipsFrontendRoutes } from './domains/organizations/memberships.frontend-routes.ts'
import { organizationRolesFrontendRoutes } from './domains/organizations/organization-roles.frontend-routes.ts'
import { organizationsBackendRoutes } from './domains/organizations/organizations.backend-routes.ts'
import { organizationsFrontendRoutes } from './domains/organizations/organizations.frontend-routes.ts'
import { policiesBackendRoutes } from './domains/organizations/policies.backend-routes.ts'
import { policiesFrontendRoutes } from './domains/organizations/policies.frontend-routes.ts'
import { platformApplicationsRoutes } from './domains/platform-applications/platform-applications.routes.ts'
import {
  type PlatformScope,
  platformConfigRoutes,
} from './domains/platform-applications/platform-config.routes.ts'
import { redirectUrlsBackendRoutes } from './domains/redirect-urls/redirect-urls.backend-routes.ts'
import { reverificationsFrontendRoutes } from './domains/reverifications/reverifications.frontend-routes.ts'
import { revocationsBackendRoutes } from './domains/revocations/revocations.backend-routes.ts'
import { secondFactorsBackendRoutes } from './domains/second-factors/second-factors.backend-routes.ts'
import { secondFactorsFrontendRoutes } from './domains/second-factors/second-factors.frontend-routes.ts'
import { sessionsBackendRoutes } from './domains/sessions/sessions.backend-routes.ts'
import { settingsBackendRoutes } from './domains/settings/settings.backend-routes.ts'
import { signInTokensBackendRoutes } from './domains/sign-in-tokens/sign-in-tokens.backend-routes.ts'
import { ticketsFrontendRoutes } from './domains/sign-in-tokens/tickets.frontend-routes.ts'
import { signInsFrontendRoutes } from './domains/sign-ins/sign-ins.frontend-routes.ts'
import { signUpsBackendRoutes } from './domains/sign-ups/sign-ups.backend-routes.ts'
import { signUpsFrontendRoutes } from './domains/sign-ups/sign-ups.frontend-routes.ts'
import { signingKeysBackendRoutes } from './domains/signing-keys/signing-keys.backend-routes.ts'
import { signingKeysFrontendRoutes } from './domains/signing-keys/signing-keys.frontend-routes.ts'
import { testingTokensBackendRoutes } from './domains/testing-tokens/testing-tokens.backend-routes.ts'
import { tokensBackendRoutes } from './domains/tokens/tokens.backend-routes.ts'
import { tokensFrontendRoutes } from './domains/tokens/tokens.frontend-routes.ts'
import { createClientUserPresenter, createUserPresenter } from './domains/users/index.ts'
import { userAccessBackendRoutes } from './domains/users/user-access.backend-routes.ts'
import { usersBackendRoutes } from './domains/users/users.backend-routes.ts'
import { web3WalletsBackendRoutes } from './domains/web3-wallets/web3-wallets.backend-routes.ts'
import { web3WalletsFrontendRoutes } from './domains/web3-wallets/web3-wallets.frontend-routes.ts'
import { type Connection, createEntrance, type EntranceDeps } from './entrance.ts'
import { createPages } from './pages/create-pages.ts'
import { isConnectionError } from './platform/db/database.ts'
import { DomainError } from './platform/domain-error.ts'
import { credentialKind, decideAudience } from './platform/http/audience.policy.ts'
import { errorResponse } from './platform/http/error-response.ts'
import { createTrustedProxies } from './platform/http/forwarded.policy.ts'
import type { HttpRequest } from './platform/http/http-request.ts'
import { limitBackendCalls, withTestingTokens } from './platform/http/rate-limit.ts'
import { methodOfForm } from './platform/http/read-body.ts'
import { createRouter, type Router } from './platform/http/router.ts'
import { createPlatformHooks } from './platform-hooks.ts'

export interface App {
  fetch(request: Request, connection: Connection): Promise<Response>
  /** Ends the answers that would go on for ever, so that the server can stop. */
  endStreams(): void
  frontend: Router<FrontendScope>
  backend: Router<BackendScope>
  platform: Router<PlatformScope>
}

const assetsDirectory = fileURLToPath(new URL('../assets', import.meta.url))

type AnyRouter = Pick<Router<never>, 'handle' | 'knows' | 'methodsAt'>
type AppDeps = Pick<ComposeDeps, 'log' | 'clock' | 'config' | 'publicUrl' | 'pool'> &
  Pick<EntranceDeps, 'basePath'>

/** Mounts the APIs on their routers. Pure wiring: the server process and every test use it. */
export function createApp(
  services: Services,
  { log, clock, config, publicUrl, basePath, pool }: AppDeps,
): App {
  const isUnavailable = isConnectionError
  const { directory } = services
  const trustedProxies = createTrustedProxies(config.KEYWRIGHT_TRUSTED_PROXIES)
  const enter = createEntrance({ directory, trustedProxies, publicUrl, basePath })

  const backend = createRouter<BackendScope>(
    createBackendHooks({ directory, log, isUnavailable, limit: limitBackendCalls(services.throttle) }),
  )
  settingsBackendRoutes(backend, services.instanceSettings)
  domainsBackendRoutes(backend, services.domains, publicUrl)
  proxyChecksBackendRoutes(backend, services.proxyChecks)
  redirectUrlsBackendRoutes(backend, services.redirectUrls)
  testingTokensBackendRoutes(backend, services.testingTokens)
  const presentUser = createUserPresenter({ clock, publicUrl })
  usersBackendRoutes(backend, services.users, presentUser)
  userAccessBackendRoutes(backend, services.users, presentUser)
  emailAddressesBackendRoutes(backend, services.emailAddresses)
  externalAccountsBackendRoutes(backend, services)
  oauthConnectionsBackendRoutes(backend, services.oauthConnections, services.oauthAttempts.callbackUrlFor)
  web3WalletsBackendRoutes(backend, services.users)
  secondFactorsBackendRoutes(backend, services.userSecondFactors)
  organizationsBackendRoutes(backend, services.organizations, services.presentOrganizations)
  policiesBackendRoutes(backend, services.organizations, services.policies)
  organizationRolesBackendRoutes(backend, services.organizationRoles)
  authorizationBackendRoutes(backend, services.authorization)
  organizationSettingsBackendRoutes(backend, services.organizationSettings)
  departuresBackendRoutes(backend, services.departures, publicUrl)
  membershipsBackendRoutes(backend, services.memberships, services.presentOrganizations)
  const ofInvitations = { invitations: services.invitations, present: services.presentInvitations }
  invitationsBackendRoutes(backend, { ...ofInvitations, isRegistered: services.redirectUrls.isRegistered })
  organizationDomainsBackendRoutes(backend, services)

  sessionsBackendRoutes(backend, services.sessions)
  signUpsBackendRoutes(backend, services.signUps)
  signInTokensBackendRoutes(backend, services.signInTokens, services.urls)
  signingKeysBackendRoutes(backend, services.signingKeys)
  revocationsBackendRoutes(backend, services.revocations)
  tokensBackendRoutes(backend, services.sessionTokens)
  jwtTemplatesBackendRoutes(backend, services.jwtTemplates, services.sessionTokens)
  clientsBackendRoutes(backend, services.clients, services.sessions)
  handshakeBackendRoutes(backend, services)

  const { clients, sessions, clientStates } = services
  const entrance = createFrontendEntrance({
    ...{ directory, clients, sessions, log, isUnavailable, throttle: services.throttle },
    composeState: clientStates.compose,
  })
  const frontend = createRouter<FrontendScope>(
    withTestingTokens(entrance.hooks, {
      throttle: services.throttle,
      isValid: ({ instance }, token) => services.testingTokens.isValid(instance, token),
    }),
  )
  proxyHealthFrontendRoutes(frontend, services.proxyChecks)
  environmentFrontendRoutes(frontend, services.environment)
  redirectsFrontendRoutes(frontend, services.urls)
  clientFrontendRoutes(frontend, services.clientSignOut)
  const presentClientUser = createClientUserPresenter({
    ...{ clock, publicUrl, presentMemberships: services.presentMemberships },
  })
  const { redeemNonce } = services.oauthCallbacks
  meFrontendRoutes(frontend, services.me, presentClientUser, redeemNonce)
  emailAddressesFrontendRoutes(frontend, services.ownEmailAddresses)
  externalAccountsFrontendRoutes(frontend, services.ownExternalAccounts, presentClientUser, publicUrl)
  oauthCallbacksFrontendRoutes(frontend, services.oauthCallbacks)
  web3WalletsFrontendRoutes(frontend, services.ownWeb3Wallets)
  secondFactorsFrontendRoutes(frontend, services.ownSecondFactors, clock)
  const ofMembers = {
    ...{ organizations: services.organizations, memberships: services.memberships },
    ...{ rights: services.memberRights, present: services.presentOrganizations },
    requireRecentProof: services.reverifications.requireRecentProof,
  }
  organizationsFrontendRoutes(frontend, ofMembers)
  policiesFrontendRoutes(frontend, { ...ofMembers, policies: services.policies })
  departuresFrontendRoutes(frontend, services.departures, publicUrl)
  membershipsFrontendRoutes(frontend, ofMembers)
  organizationRolesFrontendRoutes(frontend, { ...ofMembers, catalogues: services.catalogues })
  invitationsFrontendRoutes(frontend, {
    ...{ ...ofInvitations, acceptance: services.invitationAcceptance, rights: services.memberRights },
  })
  organizationDomainsFrontendRoutes(frontend, services)
  organizationDomainsBulkFrontendRoutes(frontend, services)
  organizationSuggestionsFrontendRoutes(frontend, { ...services, publicUrl })
  creationDefaultsFrontendRoutes(frontend, services.creationDefaults)
  reverificationsFrontendRoutes(frontend, services.reverifications, sessions, clientStates)
  imagesFrontendRoutes(frontend, services.images)
  sessionsFrontendRoutes(frontend, sessions, clientStates, services.reverifications.requireRecentProof)
  handshakeFrontendRoutes(frontend, { ...services, handover: entrance.handover })
  devBrowsersFrontendRoutes(frontend)
  signInsFrontendRoutes(frontend, services.signIns, redeemNonce)
  signUpsFrontendRoutes(frontend, services.signUps, redeemNonce)
  emailLinksFrontendRoutes(frontend, services.emailLinks)
  ticketsFrontendRoutes(frontend, services.tickets)
  signingKeysFrontendRoutes(frontend, services.signingKeys)
  tokensFrontendRoutes(frontend, services.sessionTokens)
  jwtTemplatesFrontendRoutes(frontend, services.jwtTemplates, services.sessionTokens)

  const platform = createRouter<PlatformScope>(
    createPlatformHooks({ platformKeys: services.platformKeys, log, isUnavailable }),
  )
  platformApplicationsRoutes(platform, services.applications, publicUrl)
  platformConfigRoutes(platform, services.applications, services.instanceConfig)

  const pages = createPages({ pool, services, frontend, serverUrl: publicUrl, assetsDirectory })
  const routers: Partial<Record<Audience, AnyRouter>> = { frontend, backend, platform }

  function refuse(request: HttpRequest, error: DomainError, headers = new Headers()): Response {
    return errorResponse(error, { traceId: request.info.traceId, log, isUnavailable, headers })
  }

  function notFound(request: HttpRequest, router: AnyRouter | undefined): Response {
    const methods = router?.methodsAt(request.path) ?? []
    const headers = router === frontend ? entrance.errorHeaders(request) : new Headers()
    if (methods.length === 0) return refuse(request, new DomainError('resource_not_found'), headers)
    headers.set('allow', methods.join(', '))
    return refuse(request, new DomainError('method_not_allowed'), headers)
  }

  async function showPage(request: HttpRequest): Promise<Response | undefined> {
    try {
      const page = await pages.show(request)
      const strict = transportSecurity(
        directory.byId(request.instanceId) ?? directory.default(),
        request.info,
      )
      if (page && strict !== undefined) page.headers.set('strict-transport-security', strict)
      return page
    } catch (error) {
      return errorResponse(error, { traceId: request.info.traceId, log, isUnavailable })
    }
  }

  function audienceOf(request: HttpRequest): Audience {
    // What an app's proxy lets through is for browsers, whatever else it looks like.
    if (request.info.proxied) return 'frontend'
    const knows = (audience: Audience) => routers[audience]?.knows(request) ?? 'nothing'
    return decideAudience(credentialKind(request.raw.headers.get('authorization')), request.path, knows)
  }

  return {
    frontend,
    backend,
    platform,
    endStreams() {
      pages.close()
      services.revocations.close()
    },
    async fetch(raw, connection) {
      const { request: entered, fault } = enter(raw, connection)
      if (fault) return refuse(entered, fault, entrance.errorHeaders(entered))
      const audience = audienceOf(entered)
      if (raw.method === 'OPTIONS' && audience === 'frontend') return entrance.preflight(entered)
      const method = audience === 'frontend' ? await methodOfForm(entered) : entered.method
      const request = method === entered.method ? entered : { ...entered, method }
      const router = routers[audience]
      return (await router?.handle(request)) ?? (await showPage(request)) ?? notFound(request, router)
    },
  }
}
