/** What the hot path may cost, and whether it does. Claims about speed are ratios to a limit or a peer of the same run. */

import type { CaseName } from './cases/cases.ts'
import { type Figures, wholeCost } from './cases/figures.ts'

export interface BudgetResult {
  what: string
  budget: string
  value: string
  verdict: 'pass' | 'FAIL' | 'MISSING'
  note?: string
}

interface Budget {
  what: string
  /** Cases without which it cannot be judged. */
  needs: readonly CaseName[]
  unit: '%' | 'x' | 'ms' | 'MB'
  bound: 'at least' | 'at most' | 'below'
  limit: number
  value(figures: Figures): number
  /** Budgets in seconds were written down on this machine's reference; a slower one gets as much more time. */
  scaledBy?: 'signing' | 'javascript'
}

/** What the reference machine needed, in microseconds: an RS256 signature among 16, and a JSON round trip. */
const reference = { signing: 218, javascript: 1.1 }

/** How much slower than the reference this machine is; never below 1, since being fast earns no stricter budget. */
export function slownessOf({ limits }: Figures): Record<'signing' | 'javascript', number> {
  return {
    signing: Math.max(1, limits.sign / reference.signing),
    javascript: Math.max(1, limits.json / reference.javascript),
  }
}

const mint = 'token mint, warm'
const peerToken = 'peer: token, RS256'
const signIn = 'password sign-in'

export const budgets: readonly Budget[] = [
  {
    what: 'RS256 token mint, warm: share of the raw signing limit',
    needs: [mint],
    ...{ unit: '%', bound: 'at least', limit: 65 },
    value: ({ loads, limits }) => (100 * limits.sign) / costOf(loads[mint]),
  },
  {
    what: 'RS256 token mint, warm: times the peer',
    needs: [mint, peerToken],
    ...{ unit: 'x', bound: 'at least', limit: 8 },
    value: ({ loads }) => costOf(loads[peerToken]) / costOf(loads[mint]),
  },
  {
    what: 'RS256 token mint, warm: p99 of 16 at a time',
    needs: [mint],
    ...{ unit: 'ms', bound: 'below', limit: 10, scaledBy: 'signing' },
    value: ({ loads }) => loads[mint]?.p99 ?? Number.NaN,
  },
  {
    what: 'SDK verify on Node: times crypto.verify',
    needs: [],
    ...{ unit: 'x', bound: 'at most', limit: 1.5 },
    value: ({ limits: { verifyNode } }) => verifyNode.ours / verifyNode.raw,
  },
  {
    what: 'SDK verify on the web: times subtle.verify',
    needs: [],
    ...{ unit: 'x', bound: 'at most', limit: 1.5 },
    value: ({ limits: { verifyWeb } }) => verifyWeb.ours / verifyWeb.raw,
  },
  {
    what: 'Password sign-in: CPU beyond the hash',
    needs: [signIn],
    ...{ unit: 'ms', bound: 'at most', limit: 2, scaledBy: 'javascript' },
    value: ({ loads, limits }) => (costOf(loads[signIn]) - limits.hash) / 1000,
  },
  {
    what: 'First start to ready, with initdb and migrations',
    needs: [],
    ...{ unit: 'ms', bound: 'below', limit: 3000, scaledBy: 'javascript' },
    value: ({ starts }) => starts.first,
  },
  {
    what: 'Later starts to ready',
    needs: [],
    ...{ unit: 'ms', bound: 'below', limit: 800, scaledBy: 'javascript' },
    value: ({ starts }) => starts.later,
  },
  {
    what: 'Idle server, its PostgreSQL apart',
    needs: [],
    ...{ unit: 'MB', bound: 'below', limit: 110 },
    value: ({ memory }) => memory.idle,
  },
]

function costOf(load: Figures['loads'][CaseName]): number {
  return load ? wholeCost(load) : Number.NaN
}

/** Judges every budget; what could not be measured is not passed. */
export function judge(figures: Figures): BudgetResult[] {
  const slowness = slownessOf(figures)
  return budgets.map((budget) => {
    const scale = budget.scaledBy ? slowness[budget.scaledBy] : 1
    const absent = budget.needs.find((name) => !figures.loads[name])
    return absent ? unjudged(budget, absent, figures) : judgeOne(budget, scale, figures)
  })
}

function unjudged(budget: Budget, absent: CaseName, { absences }: Figures): BudgetResult {
  const absence = absences[absent]
  const verdict = absence?.isMissing ? 'MISSING' : 'FAIL'
  return {
    ...headOf(budget, 1),
    value: '-',
    verdict,
    note: `${absent}: ${absence?.reason ?? 'not measured'}`,
  }
}

function judgeOne(budget: Budget, scale: number, figures: Figures): BudgetResult {
  const value = budget.value(figures)
  const result = {
    ...headOf(budget, scale),
    value: show(value, budget.unit),
    verdict: isMet(budget, value, budget.limit * scale) ? ('pass' as const) : ('FAIL' as const),
  }
  if (scale <= 1) return result
  return {
    ...result,
    note: `${show(budget.limit, budget.unit)} x ${scale.toFixed(2)}: this machine is slower`,
  }
}

function headOf({ what, bound, limit, unit }: Budget, scale: number): Pick<BudgetResult, 'what' | 'budget'> {
  return { what, budget: `${bound} ${show(limit * scale, unit)}` }
}

/** A value that is no number meets nothing. */
function isMet({ bound }: Budget, value: number, limit: number): boolean {
  if (bound === 'at least') return value >= limit
  return bound === 'below' ? value < limit : value <= limit
}

function show(value: number, unit: Budget['unit']): string {
  const digits = value >= 100 || unit === 'MB' || unit === '%' ? 0 : unit === 'x' && value < 8 ? 2 : 1
  return unit === 'x' ? `${value.toFixed(digits)}x` : `${value.toFixed(digits)} ${unit}`
}
