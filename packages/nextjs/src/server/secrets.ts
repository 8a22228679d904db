import { KeywrightConfigError, readEnvironment } from '@keywright/backend'

/** Keys that what the middleware knows may be sealed with, the first of them now. */
export function sealingSecrets(secretKey?: string): readonly string[] {
  const { KEYWRIGHT_ENCRYPTION_KEY, CLERK_ENCRYPTION_KEY } = process.env
  const own = [KEYWRIGHT_ENCRYPTION_KEY || CLERK_ENCRYPTION_KEY, readEnvironment().secretKey || secretKey]
  return own.filter((one): one is string => Boolean(one))
}

/** The rest of the app reads its key in the environment alone: options of the middleware do not reach it. */
export function sealingSecret(secretKey: string | undefined): string {
  const environmentSecret = readEnvironment().secretKey
  const [secret] = sealingSecrets()
  const isElsewhere = secretKey !== undefined && secretKey !== '' && secretKey !== environmentSecret
  const hasOwn = Boolean(process.env.KEYWRIGHT_ENCRYPTION_KEY || process.env.CLERK_ENCRYPTION_KEY)
  if (!secret || (isElsewhere && !hasOwn))
    throw new KeywrightConfigError(
      'encryption_key_missing',
      'the middleware has a secret key of its own, which the rest of the app cannot read. Set KEYWRIGHT_ENCRYPTION_KEY, so that it can be handed on.',
    )
  return secret
}
