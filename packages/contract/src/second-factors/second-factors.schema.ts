import { z } from 'zod'
import { SecondFactorStrategy } from '../shared/strategies.schema.ts'
import { timestamp } from '../shared/values.schema.ts'

/** A way to prove the second factor. */
export const SecondFactor = z.object({ strategy: SecondFactorStrategy }).meta({ id: 'SecondFactor' })

/** An authenticator app. Its secret is told once, when it is made; `backup_codes` once, when the first code was right. */
export const TotpResource = z
  .object({
    object: z.literal('totp'),
    id: z.string(),
    secret: z.string().nullable(),
    uri: z.string().nullable(),
    verified: z.boolean(),
    backup_codes: z.array(z.string()).nullable(),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: 'Totp' })

/** A new set of backup codes, told once. */
export const BackupCodesResource = z
  .object({
    object: z.literal('backup_code'),
    id: z.string(),
    codes: z.array(z.string()),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: 'BackupCodes' })
