/** What an orchestrator asks: `/health`, whether the process runs, and `/ready`, whether it can serve everything. */
import type pg from 'pg'
import type { Page } from './page.ts'

/** `/health` of a process that has not opened its database yet; `undefined` for anything else. */
export function healthWhileStarting({ url, method }: Request): Response | undefined {
  const isAsked = method === 'GET' && new URL(url).pathname === '/health'
  return isAsked ? statusResponse(200, 'ok') : undefined
}

const answerMillisecondsMax = 1_000

/** Answers both probes. A process that lost its database is healthy and not ready: a restart would not help it. */
export function createHealthPage(database: Pick<pg.Pool, 'query'>): Page {
  return async ({ path, method }) => {
    if (method !== 'GET') return undefined
    if (path === '/health') return statusResponse(200, 'ok')
    if (path !== '/ready') return undefined
    // Pages are made after the schema was brought up to date, so whoever answers here has migrated.
    return (await answersInTime(database))
      ? statusResponse(200, 'ready')
      : statusResponse(503, 'database_unreachable')
  }
}

function statusResponse(code: number, status: string): Response {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' }
  return new Response(JSON.stringify({ status }), { status: code, headers })
}

async function answersInTime(database: Pick<pg.Pool, 'query'>): Promise<boolean> {
  const answer = database.query('select 1').then(
    () => true,
    () => false,
  )
  const patience = new Promise<boolean>((resolve) => {
    setTimeout(resolve, answerMillisecondsMax, false).unref()
  })
  return await Promise.race([answer, patience])
}
