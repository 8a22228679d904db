/** The first questions to the server: which instance this is, and who is signed in. */
import type { Core } from './core.ts'
import type { EnvironmentState, Status } from './interface.ts'
import { type Platform, pause } from './platform/platform.ts'
import { isTransient } from './transport/transport.ts'

export interface LoadDeps {
  core: Core
  platform: Pick<Platform, 'random' | 'schedule'>
  onEnvironment(environment: EnvironmentState): void
  onStatus(status: Status): void
}

const waitMilliseconds = { least: 1_000, most: 30_000 }

/** Resolves once the page can be drawn. Rejects only when the server refuses this page for good. */
export async function load(deps: LoadDeps): Promise<void> {
  // Whoever hears of it may ask to load, too, and is then given the promise of this.
  await 0
  deps.onStatus('loading')
  void expectLastSession(deps.core)
  const open = await ask(deps, { client: true, environment: true }).catch((error: unknown) => {
    deps.onStatus('error')
    throw error
  })
  if (open.client) await adoptLastToken(deps.core)
  const isComplete = !open.client && !open.environment
  deps.onStatus(isComplete ? 'ready' : 'degraded')
  if (!isComplete) void goOnAsking(deps, open)
}

/** Probably whoever was signed in still is: what that takes is under way together with the answer. */
async function expectLastSession({ cookies, expectSession }: Core): Promise<void> {
  await cookies.ready
  if (cookies.readToken()) expectSession()
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

async function adoptLastToken({ center, cookies, signedIn, adopt }: Core): Promise<void> {
  await cookies.ready
  const jwt = cookies.readToken()
  const found = jwt === undefined ? undefined : await signedIn.load().catch(() => undefined)
  // Another tab may have said meanwhile who it is.
  if (center.clientState() !== undefined) return
  if (jwt !== undefined) found?.adoptToken(jwt)
  else adopt(null)
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
