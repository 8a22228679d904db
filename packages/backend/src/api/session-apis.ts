import type { Answer, BodyOf, Call, QueryOf } from './call.ts'
import type { CamelFields } from './snake-case.ts'

export interface Pagination {
  limit?: number | undefined
  offset?: number | undefined
}

type PageOf<Operation extends 'GetSessionList' | 'GetClientList' | 'ListJWTTemplates' | 'ListRedirectURLs'> =
  Extract<Answer<Operation>, { totalCount: number }>

/** These lists answer a bare array unless a page is asked for (wire contract 11). */
export const asPage = { paginated: 'true' } as const

type SessionFilters = Omit<CamelFields<QueryOf<'GetSessionList'>>, 'limit' | 'offset' | 'paginated'>
type RefreshParams = BodyOf<'RefreshSession'> & { suffixed_cookies?: boolean | undefined }

/** `sessions` of the official SDKs. */
export function createSessionsApi(call: Call) {
  const of = (sessionId: string) => ({ params: { session_id: sessionId } })
  return {
    getSessionList: async (params: SessionFilters & Pagination = {}) =>
      (await call('GetSessionList', { query: { ...params, ...asPage } })) as PageOf<'GetSessionList'>,
    getSession: (sessionId: string) => call('GetSession', of(sessionId)),
    createSession: (params: CamelFields<BodyOf<'createSession'>>) => call('createSession', { body: params }),
    revokeSession: (sessionId: string) => call('RevokeSession', of(sessionId)),
    verifySession: (sessionId: string, token: string) =>
      call('VerifySession', { ...of(sessionId), body: { token } }),
    /** `organizationId`: absent, the one that is active in the session; `null`, none. */
    getToken(
      sessionId: string,
      template?: string,
      expiresInSeconds?: number,
      organizationId?: string | null,
    ) {
      const body = {
        ...(expiresInSeconds !== undefined && { expiresInSeconds }),
        ...(organizationId !== undefined && { organizationId }),
      }
      if (!template) return call('CreateSessionToken', { ...of(sessionId), body })
      const params = { session_id: sessionId, template_name: template }
      return call('CreateSessionTokenFromTemplate', { params, body })
    },
    refreshSession(sessionId: string, { suffixed_cookies: isSuffixed, ...body }: RefreshParams) {
      const query = isSuffixed === undefined ? {} : { suffixed_cookies: String(isSuffixed) }
      return call('RefreshSession', { ...of(sessionId), query, body })
    },
  }
}

/** `clients` of the official SDKs. */
export function createClientsApi(call: Call) {
  return {
    getClientList: async (params: Pagination = {}) =>
      (await call('GetClientList', { query: { ...params, ...asPage } })) as PageOf<'GetClientList'>,
    getClient: (clientId: string) => call('GetClient', { params: { client_id: clientId } }),
    verifyClient: (token: string) => call('VerifyClient', { body: { token } }),
    getHandshakePayload: ({ nonce }: { nonce: string }) => call('GetHandshakePayload', { query: { nonce } }),
  }
}

/** `signInTokens` of the official SDKs. */
export function createSignInTokensApi(call: Call) {
  return {
    createSignInToken: (params: CamelFields<BodyOf<'CreateSignInToken'>>) =>
      call('CreateSignInToken', { body: params }),
    revokeSignInToken: (signInTokenId: string) =>
      call('RevokeSignInToken', { params: { sign_in_token_id: signInTokenId } }),
  }
}

/** `signUps` of the official SDKs. */
export function createSignUpsApi(call: Call) {
  return {
    get: (signUpAttemptId: string) => call('GetSignUp', { params: { id: signUpAttemptId } }),
    update({ signUpAttemptId, ...body }: CamelFields<BodyOf<'UpdateSignUp'>> & { signUpAttemptId: string }) {
      return call('UpdateSignUp', { params: { id: signUpAttemptId }, body })
    },
  }
}

/** `emailAddresses` of the official SDKs, and the verification by a server, which is ours. */
export function createEmailAddressesApi(call: Call) {
  const of = (emailAddressId: string) => ({ params: { email_address_id: emailAddressId } })
  return {
    getEmailAddress: (emailAddressId: string) => call('GetEmailAddress', of(emailAddressId)),
    createEmailAddress: (params: CamelFields<BodyOf<'CreateEmailAddress'>>) =>
      call('CreateEmailAddress', { body: params }),
    updateEmailAddress: (emailAddressId: string, params: CamelFields<BodyOf<'UpdateEmailAddress'>> = {}) =>
      call('UpdateEmailAddress', { ...of(emailAddressId), body: params }),
    deleteEmailAddress: (emailAddressId: string) => call('DeleteEmailAddress', of(emailAddressId)),
    prepareEmailAddressVerification: (emailAddressId: string) =>
      call('PrepareEmailAddressVerification', of(emailAddressId)),
    attemptEmailAddressVerification: (
      emailAddressId: string,
      params: CamelFields<BodyOf<'AttemptEmailAddressVerification'>>,
    ) => call('AttemptEmailAddressVerification', { ...of(emailAddressId), body: params }),
  }
}
