/** What an orchestrator asks: `/health`, whether the process runs, and `/ready`, whether it can serve everything. */
import type { Readiness } from '../platform/background/readiness.ts'
import type { Page } from './page.ts'

/** Answers both probes. A process that lost its database is healthy and not ready: a restart would not help it. */
export function createHealthPage(readiness: Pick<Readiness, 'isReady' | 'databaseAnswers'>): Page {
  return async ({ path, method }) => {
    if (method !== 'GET') return undefined
    if (path === '/health') return statusResponse(200, { status: 'ok' })
    if (path !== '/ready') return undefined
    // Services are built after the schema is brought up to date, so whoever answers here has migrated.
    if (!readiness.isReady()) return statusResponse(503, { status: 'stopping' })
    return (await readiness.databaseAnswers())
      ? statusResponse(200, { status: 'ready' })
      : statusResponse(503, { status: 'database_unreachable' })
  }
}

function statusResponse(status: number, body: { status: string }): Response {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' }
  return new Response(JSON.stringify(body), { status, headers })
}
