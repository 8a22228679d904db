/** Which instance of which server a test is about: as it says, else as the environment does. */
import { type BackendClient, createBackendClient, readEnvironment } from '@keywright/backend'
import { findApiUrl, readPublishableKey } from '@keywright/backend/internal'
import { TestingError } from './testing-error.ts'

/** In the names of the SDKs' options; what is absent comes from `KEYWRIGHT_*`, then `CLERK_*`. */
export interface TestTarget {
  publishableKey?: string | undefined
  secretKey?: string | undefined
  /** Where servers reach the server. */
  apiUrl?: string | undefined
  /** Where browsers reach it. */
  url?: string | undefined
  /** Lets tests make users and sessions in a production instance. */
  allowProduction?: boolean | undefined
}

export interface FoundTarget {
  publishableKey: string | undefined
  client: BackendClient
  /** Where browsers reach the Frontend API, without `/v1`. */
  frontendUrl: string
}

export function findTarget(given: TestTarget = {}): FoundTarget {
  const environment = readEnvironment()
  const secretKey = given.secretKey ?? environment.secretKey
  const publishableKey = given.publishableKey ?? environment.publishableKey
  if (!secretKey)
    throw new TestingError(
      'secret_key_missing',
      'tests need a secret key. Set KEYWRIGHT_SECRET_KEY, or give secretKey.',
    )
  if (secretKey.startsWith('sk_live_') && !given.allowProduction)
    throw new TestingError(
      'production_refused',
      'this is the secret key of a production instance, whose users are people. Give allowProduction if that is meant.',
    )
  const url = given.url ?? environment.url
  const apiUrl = findApiUrl({ apiUrl: given.apiUrl ?? environment.apiUrl, url, publishableKey })
  return {
    publishableKey,
    client: createBackendClient({ secretKey, apiUrl }),
    frontendUrl: (url ?? defaultFrontendUrl(publishableKey)).replace(/\/+$/, ''),
  }
}

/** By name and not by address: cookies belong to the name that an app is opened under. */
function defaultFrontendUrl(publishableKey: string | undefined): string {
  const key = publishableKey ? readPublishableKey(publishableKey) : undefined
  return key && !key.isDevelopment ? `https://${key.frontendHost}` : 'http://localhost:3900'
}
