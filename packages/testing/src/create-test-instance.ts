/** An instance for one worker of a test run: its users, settings and keys are nobody else's. */
import { readPublishableKey } from '@keywright/backend/internal'
import { TestingError } from './testing-error.ts'

export interface TestInstanceOptions {
  /** Where the server is; `KEYWRIGHT_URL` by default. */
  url?: string | undefined
  /** Where servers reach it; `KEYWRIGHT_API_URL`, else the same. */
  apiUrl?: string | undefined
  /** `keywright keys --platform`; `KEYWRIGHT_PLATFORM_KEY` by default. */
  platformKey?: string | undefined
  name?: string | undefined
}

export interface TestInstance extends AsyncDisposable {
  publishableKey: string
  secretKey: string
  /** Where browsers reach this instance. */
  url: string
  apiUrl: string
  /** What an app reads. */
  env: Record<string, string>
  /** Deletes it with everything in it. */
  close(): Promise<void>
}

interface Application {
  application_id: string
  instances: { publishable_key: string; secret_key: string }[]
}

/** Makes an application with one development instance, by the Platform API. */
export async function createTestInstance(options: TestInstanceOptions = {}): Promise<TestInstance> {
  const { KEYWRIGHT_URL, KEYWRIGHT_API_URL, KEYWRIGHT_PLATFORM_KEY } = process.env
  const server = withoutSlash(options.url ?? (KEYWRIGHT_URL || 'http://localhost:3900'))
  const apiUrl = withoutSlash(options.apiUrl ?? (KEYWRIGHT_API_URL || server))
  const call = createPlatformCall(apiUrl, options.platformKey ?? (KEYWRIGHT_PLATFORM_KEY || undefined))
  const name = options.name ?? `Test ${process.pid}`
  const made = (await call('POST', '/applications', {
    ...{ name, environment_types: ['development'] },
  })) as Application
  const [instance] = made.instances
  if (!instance)
    throw new TestingError('request_refused', 'the server made an application without an instance.')
  const { publishable_key: publishableKey, secret_key: secretKey } = instance
  const url = `${server}/i/${slugOf(publishableKey)}`
  let isThere = true
  const close = async () => {
    if (!isThere) return
    isThere = false
    await call('DELETE', `/applications/${made.application_id}`)
  }
  return {
    ...{ publishableKey, secretKey, url, apiUrl },
    env: {
      KEYWRIGHT_PUBLISHABLE_KEY: publishableKey,
      KEYWRIGHT_SECRET_KEY: secretKey,
      KEYWRIGHT_URL: url,
      KEYWRIGHT_API_URL: apiUrl,
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** A development key says `clerk.<slug>.localhost:<port>`. */
function slugOf(publishableKey: string): string {
  return readPublishableKey(publishableKey).frontendHost.split('.')[1] ?? ''
}

const withoutSlash = (url: string) => url.replace(/\/+$/, '')

function createPlatformCall(apiUrl: string, key: string | undefined) {
  if (!key)
    throw new TestingError(
      'platform_key_missing',
      'instances are made with the platform key. Set KEYWRIGHT_PLATFORM_KEY to what `keywright keys --platform` prints.',
    )
  return async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(`${apiUrl}/v1/platform${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok)
      throw new TestingError(
        'request_refused',
        `${method} ${path} was answered with ${response.status}: ${text}`,
      )
    return JSON.parse(text)
  }
}
