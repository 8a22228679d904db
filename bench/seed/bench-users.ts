/** Names and tokens of what is put into the database, so that requests can be written without asking for them. */

/** Users of the instance that is measured, and of the small one beside it. */
export const userCounts = { large: 100_000, small: 1_000 }
/** Users with a password; sign-ins go round them. */
export const passwordUserCount = 2_000
/** Sessions whose tokens are asked for again and again. */
export const warmSessionCount = 200
/** Sessions whose first token is asked for in the cold case, each once. */
export const coldSessionCount = 20_000

/** Organizations of the instance that is measured, and members of the one that is crowded. */
export const organizationCount = 100_000
export const crowdCount = 10_000
/** Sessions of members of the crowded organization whose tokens are asked for: the last, which no cold case gets to. */
export const memberSessionCount = 100

export const sessionCount = warmSessionCount + coldSessionCount

export const secretKeys = { large: `sk_test_${'L'.repeat(43)}`, small: `sk_test_${'S'.repeat(43)}` }

/** A page's origin; on loopback development instances accept any. */
export const pageOrigin = 'http://localhost:3000'

export function emailOf(index: number): string {
  return `user${index}@example.com`
}

/** Number 0 is the crowded one, and in the small instance the only one, of ten. */
export function organizationIdOf(index: number): string {
  return `org_${digits(index, 27)}`
}

export function userIdOf(index: number): string {
  return `user_${digits(index, 27)}`
}

export function sessionIdOf(index: number): string {
  return `sess_${digits(index, 27)}`
}

/** What the client of session `index` sends in its cookie. */
export function clientTokenOf(index: number): string {
  return `ct_${digits(index, 43)}`
}

function digits(index: number, length: number): string {
  return String(index).padStart(length, '0')
}
