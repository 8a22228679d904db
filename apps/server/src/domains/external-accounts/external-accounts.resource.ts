import type { ExternalAccountResource, OAuthAccessToken } from '@keywright/contract'
import type { z } from 'zod'
import { toMillis } from '../../platform/clock.ts'
import { type ImagesContext, imagesUrl } from '../images/index.ts'
import { toFactorVerification } from '../verifications/index.ts'
import type { ExternalAccount, ProviderTokens } from './external-account.entity.ts'

const objects: Partial<Record<string, z.input<typeof ExternalAccountResource>['object']>> = {
  google: 'google_account',
  facebook: 'facebook_account',
}

/** An account as its user and servers see it; tokens are asked for apart. What is not known is the empty text here. */
export function toExternalAccountResource(
  account: ExternalAccount,
  context: ImagesContext,
): z.input<typeof ExternalAccountResource> {
  const imageUrl = account.pictureId === null ? '' : `${imagesUrl(context)}/${account.pictureId}`
  return {
    object: objects[account.provider] ?? 'external_account',
    id: account.id,
    provider: `oauth_${account.provider}`,
    identification_id: account.identificationId,
    provider_user_id: account.providerUserId ?? '',
    approved_scopes: account.approvedScopes,
    email_address: account.emailAddress ?? '',
    email_address_verified: account.emailAddressVerified,
    first_name: account.firstName ?? '',
    last_name: account.lastName ?? '',
    avatar_url: imageUrl,
    image_url: imageUrl,
    username: account.username,
    phone_number: null,
    public_metadata: account.publicMetadata,
    label: account.label,
    created_at: toMillis(account.createdAt),
    updated_at: toMillis(account.updatedAt),
    verification: toVerification(account),
  }
}

function toVerification({ verification, createdAt }: ExternalAccount) {
  if (!verification) return null
  const { status, strategy, attempts, expireAt, externalRedirectUrl, error } = verification
  return toFactorVerification({
    ...{ status, attempts: attempts ?? 0, expireAt: expireAt ?? createdAt, externalRedirectUrl, error },
    strategy: strategy as `oauth_${string}`,
  })
}

export function toOAuthAccessToken(
  account: ExternalAccount,
  tokens: ProviderTokens,
): z.input<typeof OAuthAccessToken> {
  return {
    object: 'oauth_access_token',
    external_account_id: account.id,
    provider_user_id: account.providerUserId ?? '',
    provider: `oauth_${account.provider}`,
    token: tokens.accessToken,
    expires_at: toMillis(tokens.accessTokenExpiresAt),
    public_metadata: account.publicMetadata,
    label: account.label,
    scopes: account.approvedScopes === '' ? [] : account.approvedScopes.split(' '),
    ...(tokens.idToken === null ? {} : { id_token: tokens.idToken }),
  }
}
