import type { ExternalAccountId, UserId } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { newId } from '../../platform/ids.ts'
import { normalizeEmailAddress } from '../email-addresses/index.ts'
import type { Scope } from '../instances/index.ts'
import type { ExternalAccount, ExternalIdentity } from './external-account.entity.ts'
import {
  type ConfirmedColumns,
  confirmAccount,
  findByProviderUserId,
  insertConnectedAccount,
} from './external-accounts.repository.ts'
import type { TokenVault } from './token-vault.ts'

export interface ConfirmInput {
  identity: ExternalIdentity
  verificationId: string | null
  accountId?: ExternalAccountId
}

export type AccountStore = ReturnType<typeof createAccountStore>

/** Writes what providers say of accounts. It knows no user but by id: users change together with it, and above it. */
export function createAccountStore({ clock, tokens }: { clock: Clock; tokens: TokenVault }) {
  function toColumns({ instance }: Scope, accountId: string, identity: ExternalIdentity): ConfirmedColumns {
    const { profile } = identity
    const now = clock.now()
    const sealed = identity.tokens && tokens.sealTokens(identity.tokens, instance.id, accountId)
    return {
      provider_user_id: profile.providerUserId,
      email_address: profile.emailAddress && normalizeEmailAddress(profile.emailAddress),
      email_address_verified: profile.emailAddress === null ? null : profile.isEmailAddressVerified,
      username: profile.username,
      first_name: profile.firstName,
      last_name: profile.lastName,
      image_url: profile.imageUrl,
      label: profile.label ?? null,
      approved_scopes: identity.approvedScopes,
      sealed_tokens: sealed,
      access_token_expires_at: identity.tokens?.accessTokenExpiresAt ?? null,
      verified_at: now,
      updated_at: now,
    }
  }

  /** What was not said this time, such as Apple's name, stays as it was. */
  async function updateIn(
    tx: Db,
    scope: Scope,
    accountId: string,
    { identity, verificationId }: ConfirmInput,
  ) {
    const said = Object.entries(toColumns(scope, accountId, identity)).filter(([, value]) => value !== null)
    const { approved_scopes: scopes, ...others } = Object.fromEntries(said) as Partial<ConfirmedColumns>
    // Scopes are those of the tokens; where none come, the old ones go on.
    const columns = identity.tokens && scopes !== undefined ? { ...others, approved_scopes: scopes } : others
    const change = { ...columns, ...(verificationId === null ? {} : { verification_id: verificationId }) }
    if (!(await confirmAccount(tx, scope.instance.id, accountId, change))) throw claimed()
  }

  return {
    /** Whose account this is. */
    find: (
      tx: Db,
      { instance }: Scope,
      { provider, profile }: ExternalIdentity,
    ): Promise<ExternalAccount | undefined> =>
      findByProviderUserId(tx, instance.id, { provider, providerUserId: profile.providerUserId }),

    updateIn,

    /** Makes it an account of this user's. */
    async confirmIn(tx: Db, scope: Scope, userId: UserId, input: ConfirmInput): Promise<void> {
      if (input.accountId !== undefined) return await updateIn(tx, scope, input.accountId, input)
      const id = newId('externalAccount')
      const account = {
        ...{ id, userId, identificationId: newId('identification'), provider: input.identity.provider },
        ...{ verificationId: input.verificationId, now: clock.now() },
      }
      const columns = toColumns(scope, id, input.identity)
      if (!(await insertConnectedAccount(tx, scope.instance.id, account, columns))) throw claimed()
    },
  }
}

const claimed = () => new DomainError('oauth_identification_claimed')
