import type { Services } from '../compose.ts'
import type { KeywrightKeys } from './keywright-keys.ts'

/** Asked for with every request of an app, so they are read again only when something about the instance has changed. */
export function createKeysReader(
  { directory, instances }: Pick<Services, 'directory' | 'instances'>,
  url: string,
): () => Promise<KeywrightKeys> {
  let known: { version: number; keys: KeywrightKeys } | undefined
  return async () => {
    const { id, publishableKey, settingsVersion: version } = directory.default()
    if (known?.version === version) return known.keys
    const keys = {
      ...{ publishableKey, secretKey: await instances.revealSecretKey(id) },
      ...{ url, signInUrl: `${url}/sign-in`, signUpUrl: `${url}/sign-up` },
    }
    known = { version, keys }
    return keys
  }
}
