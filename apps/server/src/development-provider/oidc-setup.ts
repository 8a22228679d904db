/** The protocol of a played provider, by `oidc-provider`: codes, PKCE, tokens, key set. Who comes is decided elsewhere. */
import type { Configuration, JWK, KoaContextWithOIDC, Provider } from 'oidc-provider'
import type { OAuthProvider } from '../domains/oauth-providers/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Log } from '../platform/log/log.ts'
import { type Choice, identityOf, listPeople, parseChoice } from './choices.ts'
import { askedScopesParameter, clientId, knownScopes } from './dialect.ts'
import { createMemoryAdapters } from './memory-adapter.ts'

export interface OidcSetup {
  provider: OAuthProvider
  issuer: string
  /** For RS256, whatever the provider itself signs with: who asks knows that it is played. */
  signingKey: JWK
  isCallback: (uri: string) => boolean
  clock: Clock
  log: Log
}

const accessTokenSeconds = 3600
const refreshTokenSeconds = 30 * 24 * 3600
export const sessionCookie = '_kw_dev_session'

export async function setUpOidc(setup: OidcSetup): Promise<Provider> {
  const library = await import('oidc-provider')
  const { provider, issuer, isCallback, log } = setup
  const policy = library.interactionPolicy.base()
  policy.remove('consent')
  const oidc = new library.Provider(issuer, {
    ...configuration(setup),
    interactions: interactions(policy, issuer),
  })
  oidc.proxy = true
  oidc.Client.prototype.redirectUriAllowed = isCallback
  // An operator has no secret yet: what is checked is that the engine sends one, in the provider's way.
  oidc.Client.prototype.compareClientSecret = async (secret: string) => secret !== ''
  oidc.on('server_error', (_ctx, err) => log.warn({ err }, `the provider that plays ${provider.name} failed`))
  oidc.on('authorization.success', (ctx, out = {}) => Object.assign(out, firstVisit(ctx)))
  // Its page that posts the answer has a script in it, whose hash it adds here.
  oidc.use(async (ctx, next) => {
    ctx.set(
      'content-security-policy',
      "default-src 'none'; script-src; base-uri 'none'; frame-ancestors 'none'",
    )
    await next()
  })

  const seen = new Set<string>()

  /** Apple tells the name of somebody the first time only. */
  function firstVisit({ oidc: { account } }: KoaContextWithOIDC): Readonly<Record<string, string>> {
    if (!account) return {}
    const identity = identityOf(provider.key, parseChoice(account.accountId))
    if (seen.has(identity.id)) return {}
    seen.add(identity.id)
    return provider.imitate(identity).callback ?? {}
  }
  return oidc
}

function interactions(policy: NonNullable<Configuration['interactions']>['policy'], issuer: string) {
  return {
    ...(policy && { policy }),
    url: (_ctx: KoaContextWithOIDC, { uid }: { uid: string }) => `${issuer}/interaction/${uid}`,
  }
}

function configuration({ provider, signingKey, clock }: OidcSetup): Configuration {
  const claimNames = namesOfClaims(provider)
  // The library's clock is the machine's; ours may stand elsewhere.
  const secondsAhead = () => epochSeconds(clock.now()) - epochSeconds(new Date())
  const claimsOf = (accountId: string) =>
    provider.imitate(identityOf(provider.key, parseChoice(accountId))).claims ?? {}
  return {
    adapter: createMemoryAdapters(),
    clients: [
      {
        client_id: clientId,
        client_secret: clientId,
        redirect_uris: ['https://callback.invalid/'],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        token_endpoint_auth_method: provider.clientAuthentication,
        subject_type: 'pairwise',
      },
    ],
    jwks: { keys: [signingKey] },
    scopes: knownScopes,
    claims: { openid: [...claimNames, 'iat'] },
    conformIdTokenClaims: false,
    cookies: {
      names: { session: sessionCookie, interaction: '_kw_dev_interaction', resume: '_kw_dev_resume' },
    },
    extraParams: [askedScopesParameter],
    findAccount: (_ctx, accountId) => ({
      accountId,
      claims: () => ({ ...claimsOf(accountId), sub: accountId, iat: epochSeconds(clock.now()) }),
    }),
    // Accounts are known by what was chosen; apps see who that is.
    subjectTypes: ['pairwise'],
    pairwiseIdentifier: async (_ctx, accountId) => String(claimsOf(accountId).sub ?? ''),
    extraTokenClaims: () => ({ issued_at: epochSeconds(clock.now()) }),
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true, allowedPolicy: () => true },
      rpInitiatedLogout: { enabled: false },
    },
    issueRefreshToken: () => true,
    rotateRefreshToken: false,
    expiresWithSession: () => false,
    async loadExistingGrant({ oidc: { provider: library, client, session } }) {
      if (!client || !session?.accountId) return undefined
      const grant = new library.Grant({ clientId: client.clientId, accountId: session.accountId })
      grant.addOIDCScope(knownScopes.join(' '))
      grant.addOIDCClaims(claimNames)
      await grant.save()
      return grant
    },
    pkce: { required: () => provider.pkce },
    renderError(ctx, out) {
      ctx.body = out
    },
    responseTypes: ['code'],
    routes: {
      authorization: '/authorize',
      token: '/token',
      jwks: '/jwks',
      revocation: '/revoke',
      userinfo: '/userinfo',
    },
    ttl: {
      AccessToken: accessTokenSeconds,
      AuthorizationCode: 60,
      Grant: refreshTokenSeconds,
      IdToken: () => Math.max(1, accessTokenSeconds + secondsAhead()),
      Interaction: 3600,
      RefreshToken: refreshTokenSeconds,
      Session: 3600,
    },
  }
}

/** What an access token was given for; `undefined` when there is none, or when it is over by our clock. */
export async function findChoice(oidc: Provider, clock: Clock, token: string): Promise<Choice | undefined> {
  const found = await oidc.AccessToken.find(token)
  const issuedAt = Number(found?.extra?.issued_at)
  return found && issuedAt + accessTokenSeconds > epochSeconds(clock.now())
    ? parseChoice(found.accountId)
    : undefined
}

const epochSeconds = (time: Date) => Math.floor(time.getTime() / 1000)

function namesOfClaims({ key, imitate }: OAuthProvider): string[] {
  const answers = listPeople().map(([, person]) =>
    imitate(identityOf(key, { person, fault: null, scopes: [] })),
  )
  return [...new Set(answers.flatMap(({ claims = {} }) => Object.keys(claims)))]
}
