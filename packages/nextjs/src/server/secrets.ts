import { KeywrightConfigError, readEnvironment } from '@keywright/backend'

const encryptionKey = () => process.env.KEYWRIGHT_ENCRYPTION_KEY || process.env.CLERK_ENCRYPTION_KEY

/** Keys that what the middleware knows may be sealed with, the first of them now. */
export function sealingSecrets(): readonly string[] {
  return [encryptionKey(), readEnvironment().secretKey].filter((one): one is string => Boolean(one))
}

/** `given`: the secret key among the options of the middleware, which the rest of the app does not know. */
export function sealingSecret(given: string | undefined): string {
  const [secret] = sealingSecrets()
  const isElsewhere = Boolean(given) && given !== readEnvironment().secretKey
  if (!secret || (isElsewhere && !encryptionKey()))
    throw new KeywrightConfigError(
      'encryption_key_missing',
      'the middleware has a secret key of its own, which the rest of the app cannot read. Set KEYWRIGHT_ENCRYPTION_KEY, so that it can be handed on.',
    )
  return secret
}
