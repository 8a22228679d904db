/**
 * The way of a sign-up, as states and events only. `sign-up.machine.md` is its picture; a test holds the two against each
 * other. What is still missing is no state of its own: `sign-up.policy.ts` computes it from what was given.
 */

export const signUpStatuses = ['missing_requirements', 'complete', 'abandoned'] as const

export type SignUpStatus = (typeof signUpStatuses)[number]

export const signUpEvents = [
  /** Something was given, changed or proven, and something is missing still. */
  'changed',
  /** Everything that the instance asks for was given and proven. */
  'fulfilled',
  /** Its time ran out, or another attempt took its place. */
  'abandoned',
] as const

export type SignUpEvent = (typeof signUpEvents)[number]

const transitions: Record<SignUpStatus, Partial<Record<SignUpEvent, SignUpStatus>>> = {
  missing_requirements: { changed: 'missing_requirements', fulfilled: 'complete', abandoned: 'abandoned' },
  complete: {},
  abandoned: {},
}

/** Where an event leads; `undefined` when it cannot happen there. What is complete or abandoned stays so. */
export function nextSignUpStatus(status: SignUpStatus, event: SignUpEvent): SignUpStatus | undefined {
  return transitions[status][event]
}
