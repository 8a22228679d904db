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
  unit: '%' | 'x' | 'ms' | 'us' | 'MB'
  bound: 'at least' | 'at most' | 'below'
  /** What the design says. */
  limit: number
  value(figures: Figures): number
  /** What that is on this machine, where it is not the same, and why. */
  here?(figures: Figures): { limit: number; because: string }
}

/** What the machine the budgets were written on needed, in microseconds: an RS256 signature among 16, and an HMAC. */
const reference = { sign: 218, hmac: 2.5 }

/** How much slower than that machine this one is; never below 1, since being fast earns no stricter budget. */
export function slownessOf({ limits }: Figures): Record<'signing' | 'javascript', number> {
  return {
    signing: Math.max(1, limits.sign / reference.sign),
    javascript: Math.max(1, limits.hmac / reference.hmac),
  }
}

const mint = 'token mint, warm'
const peerToken = 'peer: token, RS256'
const memberToken = 'token of a member of 10,000'
const signIn = 'password sign-in'
/** The share of the raw signing limit that minting has to reach. */
const mintShare = 0.65

export const budgets: readonly Budget[] = [
  {
    what: 'RS256 token mint, warm: share of the raw signing limit',
    needs: [mint],
    ...{ unit: '%', bound: 'at least', limit: 100 * mintShare },
    value: ({ loads, limits }) => (100 * limits.sign) / costOf(loads[mint]),
  },
  {
    what: 'RS256 token mint, warm: times the peer',
    needs: [mint, peerToken],
    ...{ unit: 'x', bound: 'at least', limit: 8 },
    value: ({ loads }) => costOf(loads[peerToken]) / costOf(loads[mint]),
    here({ loads, limits }) {
      // Where a signature takes most of the peer's time, even a bare one cannot be so many times faster.
      const bare = costOf(loads[peerToken]) / limits.sign
      return {
        limit: Math.min(8, mintShare * bare),
        because: `a bare signature is ${bare.toFixed(1)}x the peer here`,
      }
    },
  },
  {
    what: 'RS256 token mint, warm: p99 of 16 at a time',
    needs: [mint],
    ...{ unit: 'ms', bound: 'below', limit: 10 },
    value: ({ loads }) => loads[mint]?.p99 ?? Number.NaN,
    here: (figures) => scaled(10, figures, 'signing'),
  },
  {
    what: 'Token of a member of 10,000: p99, times that of nobody',
    needs: [memberToken, mint],
    ...{ unit: 'x', bound: 'at most', limit: 2 },
    value: ({ loads }) => (loads[memberToken]?.p99 ?? Number.NaN) / (loads[mint]?.p99 ?? Number.NaN),
  },
  {
    what: 'List of 10,000 members: p99, times that of 10',
    needs: ['list of 10,000 members', 'list of 10 members'],
    ...{ unit: 'x', bound: 'at most', limit: 2 },
    value: ({ loads }) =>
      (loads['list of 10,000 members']?.p99 ?? Number.NaN) / (loads['list of 10 members']?.p99 ?? Number.NaN),
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
    what: 'SDK verifyToken on Node: times crypto.verify',
    needs: [],
    ...{ unit: 'x', bound: 'at most', limit: 1.5 },
    value: ({ sdk: { node } }) => node.verify / node.raw,
  },
  {
    what: 'SDK verifyToken on the web: times subtle.verify',
    needs: [],
    ...{ unit: 'x', bound: 'at most', limit: 1.5 },
    value: ({ sdk: { web } }) => web.verify / web.raw,
  },
  {
    what: 'SDK authenticateRequest with cookies, on Node',
    needs: [],
    ...{ unit: 'us', bound: 'at most', limit: 60 },
    value: ({ sdk: { node } }) => node.cookie,
    here: (figures) => scaled(60, figures, 'javascript'),
  },
  {
    what: 'Password sign-in: CPU beyond the hash',
    needs: [signIn],
    ...{ unit: 'ms', bound: 'at most', limit: 2 },
    value: ({ loads, limits }) => (costOf(loads[signIn]) - limits.hash) / 1000,
    here(figures) {
      // The answer carries a token, so one signature of it is the machine's.
      const { javascript, signing } = slownessOf(figures)
      const token = reference.sign / 1000
      const limit = (2 - token) * javascript + token * signing
      return {
        limit,
        because: `JavaScript takes ${times(javascript)} and its one signature ${times(signing)} the time`,
      }
    },
  },
  {
    what: 'First start to ready, with initdb and migrations',
    needs: [],
    ...{ unit: 'ms', bound: 'below', limit: 3000 },
    value: ({ starts }) => starts.first,
    here: (figures) => scaled(3000, figures, 'javascript'),
  },
  {
    what: 'Later starts to ready',
    needs: [],
    ...{ unit: 'ms', bound: 'below', limit: 800 },
    value: ({ starts }) => starts.later,
    here: (figures) => scaled(800, figures, 'javascript'),
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

function scaled(limit: number, figures: Figures, by: 'signing' | 'javascript') {
  const slowness = slownessOf(figures)[by]
  const what = by === 'signing' ? 'signing' : 'JavaScript'
  return { limit: limit * slowness, because: `${what} takes ${times(slowness)} the time here` }
}

function times(factor: number): string {
  return `${factor.toFixed(2)}x`
}

/** Judges every budget; what could not be measured is not passed. */
export function judge(figures: Figures): BudgetResult[] {
  return budgets.map((budget) => {
    const absent = budget.needs.find((name) => !figures.loads[name])
    return absent ? unjudged(budget, absent, figures) : judgeOne(budget, figures)
  })
}

function unjudged(budget: Budget, absent: CaseName, { absences }: Figures): BudgetResult {
  const absence = absences[absent]
  const verdict = absence?.isMissing ? 'MISSING' : 'FAIL'
  const note = `${absent}: ${absence?.reason ?? 'not measured'}`
  return { ...headOf(budget, budget.limit), value: '-', verdict, note }
}

function judgeOne(budget: Budget, figures: Figures): BudgetResult {
  const { unit, limit, here } = budget
  const value = budget.value(figures)
  const adapted = here?.(figures) ?? { limit, because: '' }
  const result = {
    ...headOf(budget, adapted.limit),
    value: show(value, unit),
    verdict: isMet(budget, value, adapted.limit) ? ('pass' as const) : ('FAIL' as const),
  }
  return adapted.limit === limit
    ? result
    : { ...result, note: `by design ${show(limit, unit)}; ${adapted.because}` }
}

function headOf({ what, bound, unit }: Budget, limit: number): Pick<BudgetResult, 'what' | 'budget'> {
  return { what, budget: `${bound} ${show(limit, unit)}` }
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
