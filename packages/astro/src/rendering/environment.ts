/** How an instance signs people in, for servers that draw the first step. */
import { readEnvironment } from '@keywright/backend'
import { findApiUrl } from '@keywright/backend/internal'
import type { renderSignIn } from '@keywright/ui/server'

export type EnvironmentWire = Parameters<typeof renderSignIn>[0]

/** It changes rarely; whoever changes it sees it a minute later at the latest. */
const keptMilliseconds = 60_000
/** A page does not wait for a picture that the browser can draw by itself. */
const waitMilliseconds = 1_500

interface Kept {
  until: number
  environment: Promise<EnvironmentWire | undefined>
}

const kept = new Map<string, Kept>()

/** `undefined` where the server could not be asked. */
export async function findInstanceEnvironment(now = Date.now()): Promise<EnvironmentWire | undefined> {
  const { publishableKey = '', apiUrl, url } = readEnvironment()
  const query = new URLSearchParams({ _publishable_key: publishableKey })
  const address = `${findApiUrl({ apiUrl, url, publishableKey })}/v1/environment?${query}`
  const known = kept.get(address)
  if (known && now < known.until) return await known.environment
  const environment = fetchEnvironment(address)
  kept.set(address, { until: now + keptMilliseconds, environment })
  // The next page asks again.
  if (!(await environment)) kept.delete(address)
  return await environment
}

async function fetchEnvironment(address: string): Promise<EnvironmentWire | undefined> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(waitMilliseconds) })
    return response.ok ? ((await response.json()) as EnvironmentWire) : undefined
  } catch {
    return undefined
  }
}
