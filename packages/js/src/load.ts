/** The first questions to the server: which instance this is, and who is signed in. */
import { clientFromToken } from './client/client-from-token.ts'
import type { Core } from './core.ts'
import type { EnvironmentState, Status } from './interface.ts'
import { type Platform, pause } from './platform/platform.ts'
import { decodeToken } from './tokens/decode-token.ts'
import { isTransient } from './tokens/token-source.ts'

export interface LoadDeps {
  core: Core
  platform: Pick<Platform, 'now' | 'random' | 'schedule'>
  onEnvironment(environment: EnvironmentState): void
  onStatus(status: Status): void
}

const waitMilliseconds = { least: 1_000, most: 30_000 }

/** Resolves once the page can be drawn. Rejects only when the server refuses this page for good. */
export async function load(deps: LoadDeps): Promise<void> {
  deps.onStatus('loading')
  const open = await ask(deps, { client: true, environment: true }).catch((error: unknown) => {
    deps.onStatus('error')
    throw error
  })
  if (open.client) adoptLastToken(deps)
  const isComplete = !open.client && !open.environment
  deps.onStatus(isComplete ? 'ready' : 'degraded')
  if (!isComplete) void goOnAsking(deps, open)
}

interface Questions {
  client: boolean
  environment: boolean
}

/** Asks what is open, and returns what is open still. */
async function ask({ core, onEnvironment }: LoadDeps, open: Questions): Promise<Questions> {
  const [client, environment] = await Promise.all([
    open.client && isUnanswered(core.reload()),
    open.environment && isUnanswered(askEnvironment(core).then(onEnvironment)),
  ])
  return { client, environment }
}

async function isUnanswered(answer: Promise<unknown>): Promise<boolean> {
  try {
    await answer
    return false
  } catch (error) {
    if (isTransient(error)) return true
    throw error
  }
}

/** A development server remembers the origin of who asks like this (wire contract 3.3). */
function askEnvironment({ transport, isDevelopment }: Core): Promise<EnvironmentState> {
  return transport.send({ method: isDevelopment ? 'PATCH' : 'GET', path: '/v1/environment' })
}

function adoptLastToken({ core, platform }: LoadDeps): void {
  const jwt = core.cookies.readToken()
  const claims = jwt === undefined ? undefined : decodeToken(jwt)?.claims
  core.adopt(claims ? clientFromToken(claims) : null)
  if (jwt === undefined || !claims) return
  // How long ago it came is not known here: this once the two clocks are compared.
  const ageSeconds = Math.max(platform.now() / 1000 - claims.iat, 0)
  core.cache.put({ key: { sessionId: claims.sid }, jwt, ageSeconds })
}

async function goOnAsking(deps: LoadDeps, first: Questions): Promise<void> {
  let open = first
  for (let wait = waitMilliseconds.least; open.client || open.environment; wait *= 2) {
    await pause(deps.platform, Math.min(wait, waitMilliseconds.most) * (0.5 + deps.platform.random()))
    try {
      open = await ask(deps, open)
    } catch {
      return deps.onStatus('error')
    }
  }
  deps.onStatus('ready')
}
