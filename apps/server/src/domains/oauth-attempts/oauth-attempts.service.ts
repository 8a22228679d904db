import type { SessionId } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db, Tx } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { newId } from '../../platform/ids.ts'
import type { Log } from '../../platform/log/log.ts'
import { newToken } from '../../platform/random.ts'
import { hashToken, type Vault } from '../../platform/secrets/seal.ts'
import { type Throttle, takeGuess } from '../../platform/throttle.ts'
import { toWireError } from '../../platform/wire-error.ts'
import type { FrontendScope } from '../clients/index.ts'
import type { ExternalIdentity, TokenVault } from '../external-accounts/index.ts'
import type { Instance, Scope } from '../instances/index.ts'
import { findEnabledConnection } from '../oauth-connections/index.ts'
import {
  type ExternalStrategy,
  requireRedirectUrl,
  type Verification,
  type VerificationError,
  type VerificationPurpose,
  type VerificationsService,
} from '../verifications/index.ts'
import type { AttemptSecrets, OAuthAttempt } from './oauth-attempt.entity.ts'
import * as repository from './oauth-attempts.repository.ts'
import { authorizationUrl, type OAuthClient, requestedScopes } from './oauth-client.ts'
import type { OpenProvider, ProviderAccess } from './provider-access.service.ts'
import { ProtocolError, ProviderFault, whatFailed } from './provider-fault.ts'

/** How long somebody may take at the provider, with its own factors. */
const lifetimeMilliseconds = 30 * 60_000
/** How long what came of it can be carried over, such as into a sign-up with more to fill in. */
const resultMilliseconds = 24 * 3_600_000

/** Names the page that has opened a window, at the window's end (wire contract 8.4). */
export const openerOriginParameter = 'opener_origin'
export const createdSessionParameter = 'created_session_id'

/** Where providers may lead back to, and under which URL of ours they do. */
export interface OAuthUrls {
  isRedirectAllowed(scope: FrontendScope, url: string): Promise<boolean>
  /** The same for apps: by the list of the instance alone. */
  isRegistered(scope: Scope, url: string): Promise<boolean>
  baseUrl(scope: Pick<FrontendScope, 'instance' | 'request'>): string
  frontendUrl(scope: Pick<Scope, 'instance'>): string
}

export interface OAuthAttemptsDeps {
  db: Db
  clock: Clock
  log: Log
  throttle: Throttle
  vault: Vault
  tokens: TokenVault
  verifications: VerificationsService
  access: ProviderAccess
  client: OAuthClient
  urls: OAuthUrls
}

/** What a page asks for. */
export interface BeginInput {
  redirectUrl?: string | undefined
  actionCompleteRedirectUrl?: string | undefined
  additionalScopes?: readonly string[] | undefined
  prompt?: string | undefined
  loginHint?: string | undefined
}

/** A request that may be made: the provider is known, and the page may be led back to. */
export interface PlannedAttempt {
  strategy: ExternalStrategy
  open: OpenProvider
  input: BeginInput & { redirectUrl: string }
}

export interface AttemptOwner {
  purpose: VerificationPurpose
  ownerId: string
  clientId: string
}

/** Whoever asked for an identity decides what it comes to. `complete`: the page need not do anything more. */
export type ConfirmIdentity = (
  scope: FrontendScope,
  verification: Verification,
  identity: ExternalIdentity,
) => Promise<Confirmed>

export interface Confirmed {
  isComplete: boolean
  /** The session that was made with it. */
  sessionId: SessionId | null
}

type Confirmers = Partial<Record<VerificationPurpose, ConfirmIdentity>>

export type OAuthAttemptsService = ReturnType<typeof createOAuthAttempts>

/** Ways to providers and back. */
export function createOAuthAttempts(deps: OAuthAttemptsDeps) {
  const { db, clock, log, throttle, vault, tokens, verifications, access, client, urls } = deps
  const contextOf = ({ instance }: Scope, id: string) => `oauth_attempt:${instance.id}:${id}`
  const callbackUrl = (scope: Pick<FrontendScope, 'instance' | 'request'>) =>
    `${urls.baseUrl(scope)}/v1/oauth_callback`

  /** Refuses what must not be asked for, before anything is written. */
  async function plan(scope: FrontendScope, strategy: string, input: BeginInput): Promise<PlannedAttempt> {
    const { sign_in_create: rule } = scope.instance.settings.rate_limits
    // Each way leaves a row behind, whether or not anybody goes it.
    await takeGuess(throttle, scope, 'oauth_begin', scope.client?.id, rule)
    const open = await access.open(scope, strategy)
    const { redirectUrl, actionCompleteRedirectUrl } = input
    // What an app is led back with is a secret of its own: it goes to no page that merely may be one of the web app's.
    const isAllowed = (url: string) =>
      scope.isNative ? urls.isRegistered(scope, url) : urls.isRedirectAllowed(scope, url)
    await requireRedirectUrl(redirectUrl, isAllowed)
    if (actionCompleteRedirectUrl !== undefined)
      await requireRedirectUrl(actionCompleteRedirectUrl, isAllowed)
    return {
      strategy: strategy as ExternalStrategy,
      open,
      input: { ...input, redirectUrl: redirectUrl ?? '' },
    }
  }

  async function beginIn(
    tx: Tx,
    scope: FrontendScope,
    { strategy, open, input }: PlannedAttempt,
    owner: AttemptOwner,
  ): Promise<Verification> {
    const id = newId('verification')
    const state = newToken()
    const redirectUri = callbackUrl(scope)
    const additionalScopes = input.additionalScopes ?? []
    const secrets: AttemptSecrets = {
      nonce: newToken(),
      codeVerifier: newToken(),
      requestedScopes: requestedScopes(open, additionalScopes),
    }
    const { prompt, loginHint } = input
    const now = clock.now()
    const expireAt = new Date(now.getTime() + lifetimeMilliseconds)
    await repository.insertAttempt(tx, scope.instance.id, {
      ...{ id, provider: open.connection.provider, redirectUri, expireAt, now },
      stateHash: hashToken(state),
      sealedSecrets: vault.seal(JSON.stringify(secrets), contextOf(scope, id)),
      actionCompleteRedirectUrl: withOpener(scope, input.actionCompleteRedirectUrl),
      isNative: scope.isNative,
    })
    const request = { ...secrets, state, redirectUri, additionalScopes, prompt, loginHint }
    const external = { id, strategy, redirectUrl: input.redirectUrl }
    const externalRedirectUrl = await authorizationUrl(open, request)
    return await verifications.startExternalIn(
      tx,
      scope,
      { ...owner, ...external, externalRedirectUrl },
      expireAt,
    )
  }

  /** Exchanges what came with the browser for who came. */
  async function redeem(
    scope: Scope,
    attempt: repository.StoredAttempt,
    answer: Readonly<Record<string, string>>,
  ): Promise<ExternalIdentity> {
    const open = await access.open(scope, `oauth_${attempt.provider}`)
    const { error, iss } = answer
    if (error !== undefined) throw refusal(open, error)
    // RFC 9207 §2.4: an answer of another server is none of this one's, whatever its state says.
    if (iss !== undefined && !isAnswerOf(open, iss))
      throw new ProviderFault('oauth_token_exchange_error', new ProtocolError(`The answer is of ${iss}.`))
    const opened = vault.open(attempt.sealedSecrets, contextOf(scope, attempt.id)).toString('utf8')
    const secrets = JSON.parse(opened) as AttemptSecrets
    return await client.redeem(open, { ...secrets, answer, redirectUri: attempt.redirectUri })
  }

  async function fail(scope: Scope, id: string, fault: DomainError): Promise<void> {
    await db
      .transaction()
      .execute((tx) =>
        verifications.settleExternalIn(tx, scope, id, { status: 'failed', error: toError(fault) }),
      )
  }

  /** What a fault means to the page that waits; others are no business of it. */
  function toFault(scope: Scope, error: unknown): DomainError {
    if (error instanceof DomainError) return error
    if (!(error instanceof ProviderFault)) throw error
    if (error.code !== 'oauth_access_denied')
      log.warn(
        { instance: scope.instance.slug, ...whatFailed(error.cause) },
        `sign-in by a provider failed: ${error.code}`,
      )
    return new DomainError(error.code)
  }

  async function findOwn(scope: FrontendScope, state: string) {
    const attempt = await repository.findAttemptByState(db, scope.instance.id, hashToken(state))
    const verification = attempt && (await verifications.find(scope, attempt.id))
    if (!attempt || !verification || verification.redirectUrl === null)
      throw new DomainError('oauth_callback_invalid')
    // The state counts in the browser that began, so that nobody finishes what somebody else has started (RFC 9700 §4.7).
    // A native app began outside of any browser; it finishes by the nonce.
    if (!isOwnClient(scope, verification) && !attempt.isNative)
      throw new DomainError('oauth_callback_invalid')
    return { attempt, verification, redirectUrl: verification.redirectUrl }
  }

  /** Keeps who came back, for a sign-up or for whoever proves to be them. */
  async function keepResultIn(tx: Tx, { instance }: Scope, id: string, identity: ExternalIdentity) {
    await repository.saveResult(tx, instance.id, id, {
      sealedResult: tokens.sealIdentity(identity, instance.id, id),
      expireAt: new Date(clock.now().getTime() + resultMilliseconds),
    })
  }

  return {
    plan,
    beginIn,
    /** To be registered with providers: where browsers reach an instance, whoever asks. */
    callbackUrlFor: ({ instance }: Scope): string => `${urls.frontendUrl({ instance })}/v1/oauth_callback`,

    /** What the browser brought back, and where it goes from here. */
    async finish(
      scope: FrontendScope,
      answer: Readonly<Record<string, string>> & { state: string },
      confirm: Confirmers,
    ): Promise<string> {
      const { attempt, verification, redirectUrl } = await findOwn(scope, answer.state)
      const isFirst = await repository.useAttempt(db, scope.instance.id, attempt.id, clock.now())
      // Somebody went back, or loaded the page again: it is over, and the app's page can see how it ended.
      if (!isFirst) return attempt.isNative ? invalid() : redirectUrl
      try {
        const identity = await redeem(scope, attempt, answer)
        if (attempt.isNative) return await keepForApp(scope, attempt, redirectUrl, identity)
        const outcome = await confirmAs(confirm, scope, verification, identity)
        return outcome?.isComplete
          ? endOf(attempt.actionCompleteRedirectUrl ?? redirectUrl, outcome)
          : redirectUrl
      } catch (error) {
        const fault = toFault(scope, error)
        await fail(scope, attempt.id, fault)
        return attempt.isNative ? failedUrl(redirectUrl, fault) : redirectUrl
      }
    },

    /** The app comes for what its browser brought back. The nonce alone opens nothing: it counts on the client that began. */
    async redeemNonce(scope: FrontendScope, nonce: string, confirm: Confirmers): Promise<void> {
      const { instance } = scope
      const attempt = await repository.findAttemptByNonce(db, instance.id, hashToken(nonce))
      const verification = attempt && (await verifications.find(scope, attempt.id))
      if (!attempt?.sealedResult || attempt.expireAt <= clock.now()) return
      if (!verification || !isOwnClient(scope, verification)) return
      if (!(await repository.forgetNonce(db, instance.id, attempt.id, hashToken(nonce)))) return
      const identity = tokens.openIdentity(attempt.sealedResult, instance.id, attempt.id)
      try {
        await confirmAs(confirm, scope, verification, identity)
      } catch (error) {
        await fail(scope, attempt.id, toFault(scope, error))
      }
    },

    keepResultIn,

    /** The same for somebody whom a token named: nobody was sent anywhere for it. */
    async keepTokenResultIn(tx: Tx, scope: Scope, id: string, identity: ExternalIdentity): Promise<void> {
      const { instance } = scope
      const now = clock.now()
      await repository.insertAttempt(tx, instance.id, {
        ...{ id, provider: identity.provider, redirectUri: '', expireAt: now, now, isNative: false },
        stateHash: hashToken(newToken()),
        sealedSecrets: vault.seal('{}', contextOf(scope, id)),
        actionCompleteRedirectUrl: null,
      })
      await keepResultIn(tx, scope, id, identity)
    },

    /** Who came back, if that is kept, not too old, and of a provider that still says who somebody is. */
    async findResult({ instance }: Scope, id: string, from: Db = db): Promise<ExternalIdentity | undefined> {
      const attempt = await repository.findAttempt(from, instance.id, id)
      if (!attempt?.sealedResult || attempt.expireAt <= clock.now()) return undefined
      return isTrusted(instance, attempt.provider)
        ? tokens.openIdentity(attempt.sealedResult, instance.id, id)
        : undefined
    },

    forgetResultIn: (tx: Tx, { instance }: Scope, id: string): Promise<void> =>
      repository.saveResult(tx, instance.id, id, null),

    purge: (instanceId: string): Promise<void> =>
      repository.deleteAttemptsExpiredBefore(db, instanceId, clock.now()),
  }

  async function keepForApp(
    scope: Scope,
    attempt: OAuthAttempt,
    redirectUrl: string,
    identity: ExternalIdentity,
  ): Promise<string> {
    const { instance } = scope
    const nonce = newToken()
    await repository.saveResult(db, instance.id, attempt.id, {
      sealedResult: tokens.sealIdentity(identity, instance.id, attempt.id),
      expireAt: attempt.expireAt,
      nonceHash: hashToken(nonce),
    })
    return withParameters(redirectUrl, { rotating_token_nonce: nonce })
  }
}

/** A token that has been replaced is nobody's own client. */
function isOwnClient({ client }: FrontendScope, { clientId }: Verification): boolean {
  return client !== undefined && client.id === clientId && !client.isPreviousToken
}

/** Hands who came over to whoever asked. The provider may have been switched off while they were on their way. */
async function confirmAs(
  confirm: Confirmers,
  scope: FrontendScope,
  verification: Verification,
  identity: ExternalIdentity,
): Promise<Confirmed | undefined> {
  const { purpose } = verification
  const connection = findEnabledConnection(scope.instance, `oauth_${identity.provider}`)
  if (!connection) throw new DomainError('oauth_provider_not_enabled', { param: 'strategy' })
  if (purpose !== 'external_account' && !connection.authenticatable)
    throw new DomainError('oauth_non_authenticatable_provider')
  return await confirm[purpose]?.(scope, verification, identity)
}

/** Whether users may sign in by a provider, now. */
function isTrusted(instance: Instance, provider: string): boolean {
  return findEnabledConnection(instance, `oauth_${provider}`)?.authenticatable === true
}

const invalid = (): never => {
  throw new DomainError('oauth_callback_invalid')
}

function toError(fault: DomainError): VerificationError {
  return toWireError(fault)
}

function refusal({ provider }: OpenProvider, error: string): ProviderFault {
  const isDenial = error === 'access_denied' || provider.deniedErrors?.includes(error)
  return isDenial
    ? new ProviderFault('oauth_access_denied')
    : new ProviderFault(
        'oauth_token_exchange_error',
        new ProtocolError(`The provider answered ${error.slice(0, 100)}.`),
      )
}

/**
 * Whether a provider may call itself so in its answers. Some do though they publish no issuer, or one for each of their
 * tenants: those are at home where the browser was sent.
 */
function isAnswerOf({ provider: { issuer, endpoints } }: OpenProvider, iss: string): boolean {
  if (typeof issuer === 'string') return iss === issuer
  return URL.canParse(iss) && new URL(iss).origin === new URL(endpoints.authorization).origin
}

/** Tells the page at the end of a window whom it may tell what came of it. */
function withOpener({ azp }: FrontendScope, target: string | undefined): string | null {
  if (target === undefined || azp === undefined) return target ?? null
  return new URL(target).pathname.endsWith('/popup-callback')
    ? withParameters(target, { [openerOriginParameter]: azp })
    : target
}

/** At the end of a window the page says which session it is: its host may be another than the one that knows the client. */
function endOf(target: string, { sessionId }: Confirmed): string {
  const isWindow = new URL(target).searchParams.has(openerOriginParameter)
  return isWindow && sessionId !== null
    ? withParameters(target, { [createdSessionParameter]: sessionId })
    : target
}

/** How an app learns that nothing came of it (wire contract 8.4). */
function failedUrl(redirectUrl: string, { code }: DomainError): string {
  return withParameters(redirectUrl, { __clerk_status: 'failed', __clerk_error_code: code })
}

function withParameters(target: string, parameters: Record<string, string>): string {
  const url = new URL(target)
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url.href
}
