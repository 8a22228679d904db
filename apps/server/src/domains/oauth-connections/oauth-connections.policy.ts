import { DomainError } from '../../platform/domain-error.ts'
import type { Instance, OAuthConnection } from '../instances/index.ts'
import { findProvider, type ProviderOption } from '../oauth-providers/index.ts'

/** What an operator gives; what is absent stays. */
export interface ConnectionInput {
  enabled?: boolean | undefined
  authenticatable?: boolean | undefined
  credentials?: 'development' | 'own' | undefined
  clientId?: string | undefined
  clientSecret?: string | undefined
  additionalScopes?: readonly string[] | undefined
  blockEmailSubaddresses?: boolean | undefined
  options?: Readonly<Record<string, string>> | undefined
  custom?: OAuthConnection['custom'] | undefined
}

export type ConnectionDraft = Omit<OAuthConnection, 'createdAt' | 'updatedAt'>

/** `custom_acme`: a provider that the operator describes. */
function isCustom(provider: string): boolean {
  return /^custom_[a-z0-9_]{1,50}$/.test(provider)
}

/** A connection as it would be. It is complete only if it is switched on: until then it may be set up step by step. */
export function draftConnection(
  instance: Pick<Instance, 'environmentType'>,
  provider: string,
  before: OAuthConnection | undefined,
  input: ConnectionInput,
): ConnectionDraft {
  const isDevelopment = instance.environmentType === 'development'
  const usesDevelopmentProvider =
    input.credentials === undefined
      ? (before?.usesDevelopmentProvider ??
        (isDevelopment && input.clientId === undefined && !isCustom(provider)))
      : input.credentials === 'development'
  const draft: ConnectionDraft = {
    provider,
    enabled: input.enabled ?? before?.enabled ?? true,
    authenticatable: input.authenticatable ?? before?.authenticatable ?? true,
    usesDevelopmentProvider,
    clientId: input.clientId?.trim() ?? before?.clientId ?? '',
    hasClientSecret:
      input.clientSecret === undefined ? (before?.hasClientSecret ?? false) : input.clientSecret !== '',
    additionalScopes: input.additionalScopes ?? before?.additionalScopes ?? [],
    blockEmailSubaddresses: input.blockEmailSubaddresses ?? before?.blockEmailSubaddresses ?? false,
    options: { ...before?.options, ...input.options },
    custom: input.custom ?? before?.custom ?? null,
  }
  requireFittingKind(draft)
  if (usesDevelopmentProvider && (!isDevelopment || isCustom(provider)))
    throw new DomainError('oauth_shared_credentials_not_supported', { param: 'credentials' })
  if (draft.enabled) requireComplete(draft)
  return draft
}

function requireFittingKind({ provider, custom, options }: ConnectionDraft): void {
  if (!isCustom(provider)) {
    const known = findProvider(provider)
    if (!known) throw new DomainError('resource_not_found')
    if (custom) throw new DomainError('form_param_unknown', { param: 'custom' })
    requireKnownOptions(options, known.options ?? [])
    return
  }
  // One that was never described is not there, as a name that nobody knows.
  if (!custom) throw new DomainError('resource_not_found')
  requireKnownOptions(options, [])
  requireCustomEndpoints(custom)
}

function requireKnownOptions(options: ConnectionDraft['options'], known: readonly ProviderOption[]): void {
  for (const [name, value] of Object.entries(options)) {
    const option = known.find((candidate) => candidate.name === name)
    if (!option) throw new DomainError('form_param_unknown', { param: `options.${name}` })
    // Options become parts of URLs: what does not look like one must not get there.
    if (value !== '' && !option.pattern.test(value))
      throw new DomainError('form_param_value_invalid', { param: `options.${name}` })
  }
}

/** With an issuer the rest is discovered; without, it must be said. */
function requireCustomEndpoints(custom: NonNullable<OAuthConnection['custom']>): void {
  if (custom.protocol === 'oidc') {
    if (custom.issuer === undefined) throw new DomainError('form_param_missing', { param: 'custom.issuer' })
    return
  }
  for (const name of ['authorization_endpoint', 'token_endpoint', 'userinfo_endpoint'] as const) {
    if (custom[name] === undefined) throw new DomainError('form_param_missing', { param: `custom.${name}` })
  }
}

function requireComplete({
  provider,
  usesDevelopmentProvider,
  clientId,
  hasClientSecret,
  options,
}: ConnectionDraft) {
  if (usesDevelopmentProvider) return
  if (clientId === '') throw new DomainError('oauth_config_missing', { param: 'client_id' })
  if (!hasClientSecret) throw new DomainError('oauth_config_missing', { param: 'client_secret' })
  for (const option of findProvider(provider)?.options ?? []) {
    if (option.required && !options[option.name] && option.default === undefined)
      throw new DomainError('oauth_config_missing', { param: `options.${option.name}` })
  }
}

/** The connection of a strategy such as `oauth_google`, if users may go that way here. */
export function findEnabledConnection(
  { oauthConnections, environmentType }: Pick<Instance, 'oauthConnections' | 'environmentType'>,
  strategy: string,
): OAuthConnection | undefined {
  const provider = /^oauth_(\w+)$/.exec(strategy)?.[1]
  const found = oauthConnections.find((connection) => connection.provider === provider)
  if (!found?.enabled) return undefined
  // An instance that was made for production later must not be entered as anybody one likes.
  return found.usesDevelopmentProvider && environmentType !== 'development' ? undefined : found
}

/** Whether users can sign in by a provider at all. */
export function hasSignInProvider(instance: Pick<Instance, 'oauthConnections' | 'environmentType'>): boolean {
  return instance.oauthConnections.some(
    ({ provider }) => findEnabledConnection(instance, `oauth_${provider}`)?.authenticatable === true,
  )
}
