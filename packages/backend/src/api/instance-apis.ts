import type { Answer, BodyOf, Call } from './call.ts'
import { asPage, type Pagination } from './session-apis.ts'
import type { CamelFields } from './snake-case.ts'

/** `instance` of the official SDKs, and the settings of messages, which they do not reach. */
export function createInstanceApi(call: Call) {
  return {
    get: () => call('GetInstance'),
    update: (params: CamelFields<BodyOf<'UpdateInstance'>>) => call('UpdateInstance', { body: params }),
    updateRestrictions: (params: CamelFields<BodyOf<'UpdateInstanceRestrictions'>>) =>
      call('UpdateInstanceRestrictions', { body: params }),
    updateSettings: (params: CamelFields<BodyOf<'UpdateInstanceAuthConfig'>>) =>
      call('UpdateInstanceAuthConfig', { body: params }),
    getOrganizationSettings: () => call('GetInstanceOrganizationSettings'),
    updateOrganizationSettings: (params: CamelFields<BodyOf<'UpdateInstanceOrganizationSettings'>>) =>
      call('UpdateInstanceOrganizationSettings', { body: params }),
    getCommunication: () => call('GetInstanceCommunication'),
    updateCommunication: (params: CamelFields<BodyOf<'UpdateInstanceCommunication'>>) =>
      call('UpdateInstanceCommunication', { body: params }),
  }
}

type JwtTemplateParams = CamelFields<BodyOf<'CreateJWTTemplate'>>

/** `jwtTemplates` of the official SDKs. */
export function createJwtTemplatesApi(call: Call) {
  const of = (templateId: string) => ({ params: { template_id: templateId } })
  return {
    list: async (params: Pagination = {}) =>
      (await call('ListJWTTemplates', { query: { ...params, ...asPage } })) as Extract<
        Answer<'ListJWTTemplates'>,
        { totalCount: number }
      >,
    get: (templateId: string) => call('GetJWTTemplate', of(templateId)),
    create: (params: JwtTemplateParams) => call('CreateJWTTemplate', { body: params }),
    update: ({ templateId, ...body }: JwtTemplateParams & { templateId: string }) =>
      call('UpdateJWTTemplate', { ...of(templateId), body }),
    delete: (templateId: string) => call('DeleteJWTTemplate', of(templateId)),
  }
}

/** `redirectUrls` of the official SDKs. */
export function createRedirectUrlsApi(call: Call) {
  return {
    getRedirectUrlList: async (params: Pagination = {}) =>
      (await call('ListRedirectURLs', { query: { ...params, ...asPage } })) as Extract<
        Answer<'ListRedirectURLs'>,
        { totalCount: number }
      >,
    getRedirectUrl: (id: string) => call('GetRedirectURL', { params: { id } }),
    createRedirectUrl: (params: { url: string }) => call('CreateRedirectURL', { body: params }),
    deleteRedirectUrl: (id: string) => call('DeleteRedirectURL', { params: { id } }),
  }
}

/** `domains` of the official SDKs. */
export function createDomainsApi(call: Call) {
  const remove = (domainId: string) => call('DeleteDomain', { params: { domain_id: domainId } })
  return {
    list: () => call('ListDomains'),
    add: (params: BodyOf<'AddDomain'>) => call('AddDomain', { body: params }),
    update: ({ domainId, ...body }: BodyOf<'UpdateDomain'> & { domainId: string }) =>
      call('UpdateDomain', { params: { domain_id: domainId }, body }),
    delete: remove,
    deleteDomain: remove,
  }
}

/** `proxyChecks` of the official SDKs. */
export function createProxyChecksApi(call: Call) {
  return {
    verify: (params: CamelFields<BodyOf<'VerifyDomainProxy'>>) => call('VerifyDomainProxy', { body: params }),
  }
}

/** `testingTokens` of the official SDKs. */
export function createTestingTokensApi(call: Call) {
  return { createTestingToken: () => call('CreateTestingToken') }
}

/** `jwks` of the official SDKs. */
export function createJwksApi(call: Call) {
  return { getJwks: () => call('GetJWKS') }
}

/** Ours: the revocation feed in its poll form; `createRevocationFeed` follows it. */
export function createRevocationsApi(call: Call) {
  return { list: (params: { cursor?: string } = {}) => call('ListRevocations', { query: params }) }
}

/** Ours: the providers that users sign in with. */
export function createOAuthConnectionsApi(call: Call) {
  const of = (provider: string) => ({ params: { provider } })
  return {
    listProviders: () => call('listOAuthProviders'),
    list: () => call('listOAuthConnections'),
    get: (provider: string) => call('getOAuthConnection', of(provider)),
    /** Names as the wire has them: those in `options` are the provider's. */
    update: (provider: string, params: BodyOf<'updateOAuthConnection'>) =>
      call('updateOAuthConnection', { ...of(provider), body: params }),
    delete: (provider: string) => call('deleteOAuthConnection', of(provider)),
  }
}
