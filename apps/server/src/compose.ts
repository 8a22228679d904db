import type pg from 'pg'
import type { Config } from './config/config.schema.ts'
import { createDevelopmentProvider } from './development-provider/development-provider.ts'
import { createPlayedProviderPort } from './development-provider/played-provider-port.ts'
import { createAuthorizationService } from './domains/authorization/index.ts'
import { createClientSignOut, createClientStateService } from './domains/client-state/index.ts'
import { createClientsService } from './domains/clients/index.ts'
import { createDomainsService, createProxyChecksService } from './domains/domains/index.ts'
import { createEmailAddressesService } from './domains/email-addresses/email-addresses.service.ts'
import { createOwnEmailAddresses } from './domains/email-addresses/own-email-addresses.service.ts'
import { createSendProof } from './domains/email-addresses/send-proof.service.ts'
import { createEmailLinksService, createLinkUrls } from './domains/email-links/index.ts'
import { createEnvironmentService } from './domains/environment/index.ts'
import {
  createAccountPictures,
  type FetchPicture,
  pictureLimits,
} from './domains/external-accounts/account-pictures.jobs.ts'
import { createAccountStore, createRecognition, createTokenVault } from './domains/external-accounts/index.ts'
import { createOAuthTokens } from './domains/external-accounts/oauth-tokens.service.ts'
import { createOwnExternalAccounts } from './domains/external-accounts/own-external-accounts.service.ts'
import {
  createClientSync,
  createHandshakeService,
  createRefreshService,
  createRefreshTokens,
  createSessionTokenReader,
  createTokenOwners,
} from './domains/handshake/index.ts'
import { createImagesService } from './domains/images/index.ts'
import {
  createInstanceDirectory,
  createInstancesService,
  type FirstInstance,
  type Instance,
} from './domains/instances/index.ts'
import { createInvalidationFeed } from './domains/invalidations/index.ts'
import { createJwtTemplatesService } from './domains/jwt-templates/index.ts'
import { createMeService } from './domains/me/me.service.ts'
import { createMessageDelivery, createMessagesService } from './domains/messages/index.ts'
import {
  createIdTokens,
  createOAuthAttempts,
  createOAuthCallbacks,
  createOAuthClient,
  createProviderAccess,
  createVerifyToken,
} from './domains/oauth-attempts/index.ts'
import { createOAuthConnectionsService } from './domains/oauth-connections/index.ts'
import {
  createCreationDefaults,
  createDomainAffiliation,
  createDomainChanges,
  createDomainEnrolment,
  createDomainEvents,
  createDomainOwnership,
  createDomainPresenter,
  createOrganizationDomainsService,
} from './domains/organization-domains/index.ts'
import {
  createInvitationAcceptance,
  createInvitationEvents,
  createInvitationMails,
  createInvitationPresenter,
  createInvitationsService,
  createInvitationTickets,
  createSettledInvitations,
  type Invitation,
  type SettleInvitations,
} from './domains/organization-invitations/index.ts'
import {
  createOrganizationRoles,
  createRoleCatalogues,
  createRoleSetMigrations,
} from './domains/organization-roles/index.ts'
import { createOrganizationSettingsService } from './domains/organization-settings/index.ts'
import {
  createMembershipRequestsService,
  createSuggestionsService,
} from './domains/organization-suggestions/index.ts'
import {
  createDepartures,
  createMemberRights,
  createMembershipsService,
  createOrganizationEvents,
  createOrganizationPresenter,
  createOrganizationsService,
  createOwnMemberships,
  createPoliciesService,
  createRoleMoves,
  createTokenOrganizations,
} from './domains/organizations/index.ts'
import { createPasswordHashing, type PasswordHashingOptions } from './domains/passwords/index.ts'
import {
  createApplicationsService,
  createInstanceConfigService,
} from './domains/platform-applications/index.ts'
import { createPlatformKeysService } from './domains/platform-keys/index.ts'
import { createRedirectUrlsService } from './domains/redirect-urls/index.ts'
import { createReverificationsService } from './domains/reverifications/index.ts'
import { createRevocationsService } from './domains/revocations/index.ts'
import { createSecondFactorProofs } from './domains/second-factors/index.ts'
import { createOwnSecondFactors } from './domains/second-factors/own-second-factors.service.ts'
import { createUserSecondFactors } from './domains/second-factors/user-second-factors.service.ts'
import { createSessionsService, type SessionsService } from './domains/sessions/index.ts'
import { createInstanceSettingsService, createSettingsService } from './domains/settings/index.ts'
import {
  acceptTicketUrl,
  createSignInTokensService,
  createTicketOpening,
  createTicketsService,
} from './domains/sign-in-tokens/index.ts'
import { createSignInsService, type FindTransfer } from './domains/sign-ins/index.ts'
import { createSignUpsService, type SignUpsService } from './domains/sign-ups/index.ts'
import { createSigningKeysService } from './domains/signing-keys/index.ts'
import { createTestingTokensService } from './domains/testing-tokens/index.ts'
import {
  createActivityRecorder,
  createSessionSnapshots,
  createSessionTokensService,
  createTokensService,
} from './domains/tokens/index.ts'
import { createUsersService, type EndSessions } from './domains/users/index.ts'
import { createVerificationsService } from './domains/verifications/index.ts'
import { createOwnWeb3Wallets } from './domains/web3-wallets/own-web3-wallets.service.ts'
import { createWeb3Proofs } from './domains/web3-wallets/web3-proofs.service.ts'
import { createWebhookDelivery, createWebhooksService } from './domains/webhooks/index.ts'
import { createBackground } from './platform/background/background.ts'
import type { Clock } from './platform/clock.ts'
import type { Db } from './platform/db/database.ts'
import type { PostgresTarget } from './platform/db/open-postgres.ts'
import { refreshStatistics } from './platform/db/table-statistics.ts'
import { createTxtLookUp, type LookUpTxt } from './platform/dns/txt-records.ts'
import type { Log } from './platform/log/log.ts'
import { createSmtpTransport } from './platform/mail/mail-transport.ts'
import { type BoundedFetch, fetchWithin, getBytes } from './platform/outgoing/outgoing-request.ts'
import { isPublicAddress } from './platform/outgoing/public-address.policy.ts'
import type { Vault } from './platform/secrets/seal.ts'
import { createThrottle } from './platform/throttle.ts'

export interface ComposeDeps {
  config: Config
  db: Db
  pool: pg.Pool
  /** For connections outside the pool: the invalidation listener needs one of its own. */
  target: PostgresTarget
  clock: Clock
  log: Log
  vault: Vault
  /** Where browsers reach this server by default. */
  publicUrl: string
  passwordHashing?: PasswordHashingOptions
  /** What the first start makes; a development instance by default. */
  firstInstance?: FirstInstance
  /** Asks name servers, in tests. */
  lookUpTxt?: LookUpTxt
  /** Speaks to providers, in tests. */
  providerFetch?: BoundedFetch
  /** Fetches pictures from them, in tests. */
  fetchPicture?: FetchPicture
}

export type Services = Awaited<ReturnType<typeof compose>>

/** Builds every service once, by hand, in the order in which domains may know each other. */
export async function compose(deps: ComposeDeps) {
  const { config, db, clock, log, vault, publicUrl } = deps
  const background = createBackground({ log })
  const instances = createInstancesService({ db, clock, vault, httpsPort: config.KEYWRIGHT_HTTPS_PORT })
  await instances.ensureDefaultInstance(deps.firstInstance)
  const directory = await createInstanceDirectory(db, clock)
  const platformKeys = createPlatformKeysService({ db, clock, vault })
  await platformKeys.ensureKey()
  const settings = createSettingsService({ db, clock, directory, log })
  const instanceSettings = createInstanceSettingsService({ settings, instances, directory })
  const domains = createDomainsService({ db, clock, instances, directory, publicUrl })
  const proxyChecks = createProxyChecksService({ domains, clock })
  const applications = createApplicationsService({ db, clock, instances, directory })
  const instanceConfig = createInstanceConfigService({ settings })
  const redirectUrls = createRedirectUrlsService({ db, clock })
  const testingTokens = createTestingTokensService({ clock, vault })
  const developmentProvider = createDevelopmentProvider({ clock, log, publicUrl, directory })
  const signingKeys = createSigningKeysService({ db, clock, vault })
  const invalidations = createInvalidationFeed({ db, target: deps.target, log })
  invalidations.subscribe(({ kind, instanceId }) => {
    if (kind === 'instance')
      directory
        .refresh()
        .catch((error: unknown) => log.warn({ err: error }, 'instances could not be read again'))
    if (kind === 'signing_key') signingKeys.forget(instanceId)
  })
  const revocations = createRevocationsService({ db, directory, feed: invalidations, log })
  const catalogues = createRoleCatalogues({ db, clock, feed: invalidations })
  const environment = createEnvironmentService({ instances, directory, publicUrl, catalogues })
  const findOrganization = createTokenOrganizations({ db, clock, catalogues, feed: invalidations, publicUrl })
  const tokens = createTokensService({ db, clock, signingKeys, publicUrl, findOrganization })
  const snapshots = createSessionSnapshots({ db, clock, feed: invalidations })
  const activity = createActivityRecorder({ db, clock })
  const jwtTemplates = createJwtTemplatesService({ db, clock, vault, feed: invalidations })
  background.service('invalidations', invalidations)
  background.every('activity', 5_000, activity.flush)
  background.beforeStop('activity', activity.flushLast)
  const sessionTokens = createSessionTokensService({ snapshots, tokens, activity })
  const passwords = createPasswordHashing(deps.passwordHashing)
  // Users lie below sessions, which end when a user is banned or deleted.
  const endSessions: EndSessions = (...input) => sessions.revokeAllOfUserIn(...input)
  const verifications = createVerificationsService({ db, clock, vault })
  const { KEYWRIGHT_SMTP_URL: smtpUrl, KEYWRIGHT_EMAIL_FROM: defaultFrom } = config
  const transport = smtpUrl === '' ? undefined : createSmtpTransport(smtpUrl)
  const messages = createMessagesService({ db, clock, log, vault, defaultFrom, transport })
  const images = createImagesService({ db, clock })
  const tokenVault = createTokenVault(vault)
  const accounts = createAccountStore({ clock, tokens: tokenVault })
  const recognise = createRecognition({ accounts })
  const users = createUsersService({
    ...{ db, clock, passwords, images, messages, publicUrl, endSessions, accounts },
    leaveOrganizations: (...input) => departures.leaveAllIn(...input),
    onAddressesProven: (...input) => enrolment.addressesProvenIn(...input),
  })
  const secondFactorProofs = createSecondFactorProofs({ clock, vault })
  const userSecondFactors = createUserSecondFactors({
    ...{ db, clock, users, messages, proofs: secondFactorProofs },
  })
  const sendProofIn = createSendProof({ verifications, messages })
  const emailAddresses = createEmailAddressesService({ db, users, verifications, sendProofIn })
  const clients = createClientsService({ db, clock })
  const sessions: SessionsService = createSessionsService({
    ...{ db, clock, clients, users },
    requireOrganization: (...input) => memberRights.requireOrganization(...input),
    async actingIn({ instance, request: { ip } }, session) {
      return (await tokens.actingIn({ instance, session, ip })).organization?.id ?? null
    },
    findOnlyOrganization: (...input) => memberRights.findOnlyOrganization(...input),
  })
  const organizationEvents = createOrganizationEvents({ users, catalogues, publicUrl })
  const memberRights = createMemberRights({ db, clock, catalogues })
  const memberships = createMembershipsService({
    ...{ db, clock, users, sessions, catalogues, events: organizationEvents },
    async onJoined(...input) {
      await settleInvitationsIn(...input)
      await membershipRequests.settleOfMemberIn(...input)
    },
  })
  const organizations = createOrganizationsService({
    ...{ db, clock, users, sessions, images, catalogues, memberships, events: organizationEvents },
  })
  const policies = createPoliciesService({ clock, organizations })
  const departures = createDepartures({
    ...{ db, clock, users, catalogues, memberships, organizations },
    revokeInvitationsIn: (...input) => invitations.revokeAllOfIn(...input),
  })
  const suggestions = createSuggestionsService({ db, clock, memberships })
  const membershipRequests = createMembershipRequestsService({ db, clock, users, catalogues, memberships })
  const presentOrganizations = createOrganizationPresenter({ catalogues, publicUrl })
  const presentMemberships = createOwnMemberships(presentOrganizations, memberships)
  const migrations = createRoleSetMigrations({ db, clock, catalogues })
  const roleMoves = createRoleMoves({
    db,
    clock,
    catalogues,
    migrations,
    events: organizationEvents,
    directory,
  })
  const movingRoles = background.every('role moves', 30_000, roleMoves.runAll)
  const organizationRoles = createOrganizationRoles({
    ...{ db, clock, catalogues, settings, directory },
    moveMembers: async (scope) => {
      if (!(await roleMoves.begin(scope))) movingRoles.kick()
    },
  })
  const organizationSettings = createOrganizationSettingsService({
    ...{ db, directory, settings, catalogues, roleSets: organizationRoles.roleSets },
  })
  const throttle = createThrottle({ enabled: config.KEYWRIGHT_RATE_LIMITS })
  const urls = createLinkUrls({ redirectUrls, publicUrl })
  const invitationTickets = createInvitationTickets({ vault })
  const ofInvitations = {
    urlOf: ({ instance }: { instance: Instance }, invitation: Pick<Invitation, 'id'>) =>
      acceptTicketUrl(urls.frontendUrl({ instance }), invitationTickets.ticketOf(instance, invitation)),
    ...{ db, clock, throttle, users, catalogues, organizations, memberships, messages, publicUrl },
  }
  const recordInvitationsIn = createInvitationEvents(ofInvitations)
  const settleInvitationsIn: SettleInvitations = createSettledInvitations({
    ...ofInvitations,
    recordIn: recordInvitationsIn,
  })
  const invitations = createInvitationsService({
    ...ofInvitations,
    recordIn: recordInvitationsIn,
    sendIn: createInvitationMails(ofInvitations),
  })
  const presentInvitations = createInvitationPresenter(ofInvitations)
  const enrolment = createDomainEnrolment({
    ...{ db, clock, directory, catalogues, organizations, memberships, recordInvitationsIn },
  })
  const domainEvents = createDomainEvents({ clock, publicUrl })
  const domainChanges = createDomainChanges({
    ...{ db, clock, events: domainEvents, onEnrolmentDue: enrolment.kick },
  })
  const organizationDomains = createOrganizationDomainsService({
    ...{ db, clock, organizations, memberships, enrolment, changes: domainChanges, events: domainEvents },
  })
  const domainAffiliation = createDomainAffiliation({
    ...{ db, clock, verifications, messages, changes: domainChanges },
  })
  const domainOwnership = createDomainOwnership({
    ...{ db, clock, throttle, changes: domainChanges },
    lookUpTxt: deps.lookUpTxt ?? createTxtLookUp(),
  })
  const signInTokens = createSignInTokensService({ db, clock, users })
  const invitationAcceptance = createInvitationAcceptance({
    ...{ ...ofInvitations, tickets: invitationTickets, settleIn: settleInvitationsIn },
    async clearForOwnerIn(tx, scope, userId, emailAddress) {
      await signInTokens.revokeAllOfUserIn(tx, scope, userId)
      await users.clearForOwnerIn(tx, scope, userId, emailAddress)
    },
  })
  const ticketOpening = createTicketOpening({ signInTokens, invitations: invitationAcceptance })
  const tickets = createTicketsService({
    ...{ signInTokens, invitations: invitationAcceptance, sessions, urls },
  })
  const web3Proofs = createWeb3Proofs({ clock, verifications })
  const oauthConnections = createOAuthConnectionsService({ db, clock, vault, directory })
  const reachProviders = config.KEYWRIGHT_OAUTH_TO_PRIVATE_ADDRESSES ? () => true : isPublicAddress
  const providerLimits = { millisecondsMax: 8_000, bytesMax: 1_000_000 }
  const playedProvider = createPlayedProviderPort({
    ...{ developmentProvider, frontendUrl: urls.frontendUrl, ...providerLimits },
  })
  const access = createProviderAccess({
    ...{
      clock,
      connections: oauthConnections,
      playedProvider,
    },
    fetch: deps.providerFetch ?? fetchWithin({ ...providerLimits, mayReach: reachProviders }),
  })
  const verifyIdToken = createIdTokens({ clock })
  const oauthClient = createOAuthClient({ clock, verifyIdToken })
  const verifyToken = createVerifyToken({ access, verifyIdToken })
  const attempts = createOAuthAttempts({
    ...{
      db,
      clock,
      log,
      throttle,
      vault,
      tokens: tokenVault,
      verifications,
      access,
      client: oauthClient,
      urls,
    },
  })
  const flow = {
    ...{ attempts, accounts, recognise, verifyToken },
    db,
    clock,
    vault,
    throttle,
    users,
    clients,
    sessions,
    verifications,
    messages,
    urls,
    web3Proofs,
    secondFactorProofs,
    publicUrl,
  }
  // Sign-ins lie below sign-ups, from which an account can be carried over all the same.
  const findTransfer: FindTransfer = (scope) => signUps.findTransfer(scope)
  const signIns = createSignInsService({ ...flow, signInTokens, ticketOpening, findTransfer })
  const signUps: SignUpsService = createSignUpsService({
    ...flow,
    signIns,
    invitations: invitationAcceptance,
  })
  const reverifications = createReverificationsService({
    db,
    clock,
    users,
    sessions,
    verifications,
    messages,
    throttle,
    secondFactorProofs,
  })
  const ownEmailAddresses = createOwnEmailAddresses({
    db,
    users,
    verifications,
    reverifications,
    sendProofIn,
    urls,
  })
  const oauthTokens = createOAuthTokens({
    ...{ db, clock, log, users, tokens: tokenVault, access, client: oauthClient },
  })
  const accountPictures = createAccountPictures({
    ...{ db, clock, log, users, images, directory },
    fetchPicture:
      deps.fetchPicture ?? ((url) => getBytes(url, { ...pictureLimits, mayReach: reachProviders })),
  })
  background.every('pictures of accounts', 2_000, accountPictures.keepAllDue)
  const ownExternalAccounts = createOwnExternalAccounts({
    ...{ db, clock, users, verifications, attempts, recognise, oauthTokens, reverifications },
  })
  const oauthCallbacks = createOAuthCallbacks({
    attempts,
    confirm: {
      sign_in: signIns.confirmIdentity,
      sign_up: signUps.confirmIdentity,
      external_account: ownExternalAccounts.confirm,
    },
  })
  const ownWeb3Wallets = createOwnWeb3Wallets({ db, users, reverifications, web3Proofs })
  const ownSecondFactors = createOwnSecondFactors({
    ...{ db, clock, sessions, reverifications, proofs: secondFactorProofs, userFactors: userSecondFactors },
  })
  const me = createMeService({ db, users, sessions, messages, reverifications })
  const emailLinks = createEmailLinksService({
    verifications,
    confirm: {
      sign_in: signIns.confirmLink,
      sign_up: signUps.confirmLink,
      email_address: ownEmailAddresses.confirmLink,
    },
  })
  if (transport) {
    const delivery = createMessageDelivery({ db, clock, log, messages, transport })
    messages.onMessage(background.every('mail', 2_000, delivery.deliverAllDue).kick)
  }
  const webhooks = createWebhooksService({ db, clock, vault })
  const mayReach = config.KEYWRIGHT_WEBHOOKS_TO_PRIVATE_ADDRESSES ? () => true : isPublicAddress
  const webhookDelivery = createWebhookDelivery({ db, clock, log, webhooks, directory, mayReach })
  background.every('webhooks', 1_000, webhookDelivery.run)
  background.beforeStop('webhooks', webhookDelivery.settle)
  enrolment.onDue(background.every('domain enrolment', 5_000, enrolment.run).kick)
  background.every('table statistics', 15_000, () => refreshStatistics(db))
  background.every('expired attempts', 3_600_000, async () => {
    for (const { id } of directory.all()) {
      for (const { purge } of [verifications, attempts, signIns, signUps, messages, clients, webhookDelivery])
        await purge(id)
    }
  })
  background.every('expired invitations', 3_600_000, async () => {
    for (const { id } of directory.all()) await invitations.expire(id)
  })
  const clientSignOut = createClientSignOut({ clients, sessions })
  const clientStates = createClientStateService({
    ...{ db, clock, clients, sessions, tokens, publicUrl, presentMemberships },
    signInFor: signIns.resourceFor,
    signUpFor: signUps.resourceFor,
  })
  const refreshTokens = createRefreshTokens({ db, clock })
  const reader = createSessionTokenReader({ signingKeys, clock })
  const handshake = createHandshakeService({
    ...{ db, clock, vault, clients, sessions, tokens, signingKeys, refreshTokens },
  })
  const authorization = createAuthorizationService({
    ...{ db, clock, reader, users, sessions, memberships, organizations, catalogues },
  })
  const clientSync = createClientSync({ db, clock, vault })
  const refresh = createRefreshService({ db, clock, sessions, tokens, refreshTokens, reader })
  const tokenOwners = createTokenOwners({ reader, sessions, clients })
  background.every('lapsed sessions', 60_000, async () => {
    for (const instance of directory.all()) await sessions.sweepAllLapsed(instance)
  })
  background.every('expired handshakes', 600_000, async () => {
    for (const instance of directory.all()) {
      await handshake.deleteExpired(instance)
      await clientSync.deleteExpired(instance)
    }
  })
  return {
    background,
    signingKeys,
    tokens,
    invalidations,
    revocations,
    snapshots,
    activity,
    sessionTokens,
    jwtTemplates,
    instances,
    directory,
    platformKeys,
    settings,
    instanceSettings,
    domains,
    proxyChecks,
    applications,
    instanceConfig,
    redirectUrls,
    testingTokens,
    developmentProvider,
    environment,
    passwords,
    verifications,
    messages,
    images,
    users,
    catalogues,
    authorization,
    organizationRoles,
    organizationSettings,
    roleMoves,
    organizations,
    policies,
    departures,
    memberships,
    memberRights,
    enrolment,
    organizationDomains,
    domainAffiliation,
    domainOwnership,
    presentDomain: createDomainPresenter({ clock, publicUrl }),
    creationDefaults: createCreationDefaults({ db, users }),
    suggestions,
    membershipRequests,
    presentOrganizations,
    presentMemberships,
    invitations,
    invitationAcceptance,
    presentInvitations,
    emailAddresses,
    ownEmailAddresses,
    ownWeb3Wallets,
    userSecondFactors,
    ownSecondFactors,
    me,
    reverifications,
    clients,
    sessions,
    throttle,
    urls,
    webhooks,
    webhookDelivery,
    signInTokens,
    tickets,
    oauthConnections,
    oauthAttempts: attempts,
    oauthCallbacks,
    oauthTokens,
    accountPictures,
    ownExternalAccounts,
    signIns,
    signUps,
    emailLinks,
    clientSignOut,
    clientStates,
    handshake,
    clientSync,
    refresh,
    tokenOwners,
  }
}
