import type { BackupCodesResource, TotpResource } from '@keywright/contract'
import type { z } from 'zod'
import { newId } from '../../platform/ids.ts'
import type { Instance } from '../instances/index.ts'
import type { User } from '../users/index.ts'
import { toBase32 } from './base32.policy.ts'
import type { NewTotp } from './own-second-factors.service.ts'
import type { Totp } from './totp.entity.ts'
import { totpUri } from './totp.policy.ts'

/** An authenticator app that was just made, with its secret. */
export function toNewTotpResource(
  { totp, secret, user }: NewTotp,
  { applicationName }: Instance,
): z.input<typeof TotpResource> {
  const names = { issuer: applicationName, account: accountNameOf(user) }
  return { ...toTotpResource(totp, null), secret: toBase32(secret), uri: totpUri(secret, names) }
}

export function toTotpResource(totp: Totp, backupCodes: string[] | null): z.input<typeof TotpResource> {
  return {
    object: 'totp',
    id: totp.id,
    secret: null,
    uri: null,
    verified: totp.verifiedAt !== null,
    backup_codes: backupCodes,
    created_at: totp.createdAt.getTime(),
    updated_at: totp.updatedAt.getTime(),
  }
}

export function toBackupCodesResource(
  codes: readonly string[],
  now: Date,
): z.input<typeof BackupCodesResource> {
  const at = now.getTime()
  return {
    object: 'backup_code',
    id: newId('backupCodes'),
    codes: [...codes],
    created_at: at,
    updated_at: at,
  }
}

/** What the app lists the secret under. */
function accountNameOf(user: User): string {
  const primary = user.emailAddresses.find(({ id }) => id === user.primaryEmailAddressId)
  return primary?.emailAddress ?? user.username ?? user.id
}
