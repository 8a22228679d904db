import type { Answer, BodyOf, Call, QueryOf } from './call.ts'
import { asPage, type Pagination } from './session-apis.ts'
import type { CamelFields } from './snake-case.ts'

type Filters = CamelFields<QueryOf<'GetUsersCount'>>
export type UserListParams = Omit<CamelFields<QueryOf<'GetUserList'>>, 'limit' | 'offset'> & {
  limit?: number | undefined
  offset?: number | undefined
}
export type CreateUserParams = CamelFields<BodyOf<'CreateUser'>>
export type UserMetadataParams = CamelFields<BodyOf<'UpdateUserMetadata'>>
export type UpdateUserParams = CamelFields<BodyOf<'UpdateUser'>> &
  UserMetadataParams & { primaryEmailAddressID?: string; profileImageID?: string }
export type User = Answer<'GetUser'>

/** `clerkClient.users` of the official SDKs: the same names, arguments and results. */
export function createUsersApi(call: Call) {
  const of = (userId: string) => ({ params: { user_id: userId } })
  const getCount = async (filters: Filters = {}): Promise<number> =>
    (await call('GetUsersCount', { query: filters })).totalCount
  return {
    async getUserList(params: UserListParams = {}): Promise<{ data: User[]; totalCount: number }> {
      const { limit: _limit, offset: _offset, orderBy: _orderBy, ...filters } = params
      const [data, totalCount] = await Promise.all([
        call('GetUserList', { query: params }),
        getCount(filters),
      ])
      return { data, totalCount }
    },
    getCount,
    getUser: (userId: string) => call('GetUser', of(userId)),
    createUser: (params: CreateUserParams) => call('CreateUser', { body: params }),
    /** Ours: each element succeeds or fails for itself. */
    createUsersInBulk: (users: readonly CreateUserParams[]) => call('createUsersInBulk', { body: users }),
    async updateUser(userId: string, params: UpdateUserParams = {}): Promise<User> {
      const { publicMetadata, privateMetadata, unsafeMetadata, ...fields } = params
      const metadata = { publicMetadata, privateMetadata, unsafeMetadata }
      const hasMetadata = Object.values(metadata).some((value) => value !== undefined)
      const hasFields = Object.keys(fields).length > 0
      // The wire keeps the two apart (wire contract 11).
      const user =
        hasFields || !hasMetadata ? await call('UpdateUser', { ...of(userId), body: fields }) : undefined
      return hasMetadata || !user
        ? await call('ReplaceUserMetadata', { ...of(userId), body: metadata })
        : user
    },
    updateUserMetadata: (userId: string, params: UserMetadataParams) =>
      call('UpdateUserMetadata', { ...of(userId), body: params }),
    replaceUserMetadata: (userId: string, params: UserMetadataParams) =>
      call('ReplaceUserMetadata', { ...of(userId), body: params }),
    deleteUser: (userId: string) => call('DeleteUser', of(userId)),
    /** Ours: what deleting the user would do to organizations, invitations and requests. */
    previewUserDeletion: (userId: string) => call('PreviewUserDeletion', of(userId)),
    replaceUserEmailAddress: (userId: string, params: CamelFields<BodyOf<'ReplaceUserEmailAddress'>>) =>
      call('ReplaceUserEmailAddress', { ...of(userId), body: params }),
    updateUserProfileImage: async (userId: string, { file }: { file: Blob }) =>
      call('SetUserProfileImage', {
        ...of(userId),
        body: { file: { bytes: new Uint8Array(await file.arrayBuffer()), contentType: file.type } },
      }),
    deleteUserProfileImage: (userId: string) => call('DeleteUserProfileImage', of(userId)),
    /** The tokens that a provider, such as `google`, gave for the user; those that have expired are renewed before. */
    getUserOauthAccessToken: async (userId: string, provider: string) =>
      (await call('GetOAuthAccessToken', {
        params: { user_id: userId, provider },
        query: asPage,
      })) as Extract<Answer<'GetOAuthAccessToken'>, { totalCount: number }>,
    deleteUserExternalAccount: ({
      userId,
      externalAccountId,
    }: {
      userId: string
      externalAccountId: string
    }) =>
      call('DeleteExternalAccount', {
        params: { user_id: userId, external_account_id: externalAccountId },
      }),
    deleteUserWeb3Wallet: ({
      userId,
      web3WalletIdentificationId: id,
    }: {
      userId: string
      web3WalletIdentificationId: string
    }) => call('UserWeb3WalletDelete', { params: { user_id: userId, web3_wallet_identification_id: id } }),
    getOrganizationMembershipList: ({ userId, ...query }: { userId: string } & Pagination) =>
      call('UsersGetOrganizationMemberships', { ...of(userId), query }),
    getOrganizationInvitationList: ({
      userId,
      ...query
    }: { userId: string } & Pagination &
      Pick<CamelFields<QueryOf<'UsersGetOrganizationInvitations'>>, 'status'>) =>
      call('UsersGetOrganizationInvitations', { ...of(userId), query }),
    verifyPassword: ({ userId, password }: { userId: string; password: string }) =>
      call('VerifyPassword', { ...of(userId), body: { password } }),
    /** A code of an authenticator app, or a backup code: either is used up. */
    verifyTOTP: ({ userId, code }: { userId: string; code: string }) =>
      call('VerifyTOTP', { ...of(userId), body: { code } }),
    disableUserMFA: (userId: string) => call('DisableMFA', of(userId)),
    deleteUserTOTP: (userId: string) => call('DeleteTOTP', of(userId)),
    deleteUserBackupCodes: (userId: string) => call('DeleteBackupCode', of(userId)),
    removePassword: (userId: string, params: CamelFields<BodyOf<'RemoveUserPassword'>> = {}) =>
      call('RemoveUserPassword', { ...of(userId), body: params }),
    setPasswordCompromised: (
      userId: string,
      params: CamelFields<BodyOf<'SetUserPasswordCompromised'>> = {},
    ) => call('SetUserPasswordCompromised', { ...of(userId), body: params }),
    unsetPasswordCompromised: (userId: string) => call('UnsetUserPasswordCompromised', of(userId)),
    banUser: (userId: string) => call('BanUser', of(userId)),
    unbanUser: (userId: string) => call('UnbanUser', of(userId)),
    banUsers: (userIds: readonly string[]) => call('UsersBan', { body: { userIds } }),
    unbanUsers: (userIds: readonly string[]) => call('UsersUnban', { body: { userIds } }),
    lockUser: (userId: string) => call('LockUser', of(userId)),
    unlockUser: (userId: string) => call('UnlockUser', of(userId)),
  }
}
