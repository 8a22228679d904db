/**
 * The way of a sign-in, as states and events only: no clock, no database, no people. `sign-in.machine.md` is its picture;
 * a test holds the two against each other.
 */

export const signInStatuses = [
  'needs_identifier',
  'needs_first_factor',
  'needs_second_factor',
  'needs_new_password',
  'complete',
  'abandoned',
] as const

export type SignInStatus = (typeof signInStatuses)[number]

export const signInEvents = [
  /** It is known who wants to sign in, or at least who they say they are. */
  'identified',
  /** What was asked for is proven, and nothing more is. */
  'proven',
  /** The first factor was proven, and the second is asked for. */
  'proven_in_part',
  /** The first factor was proven, but the password must be replaced before anything else. */
  'proven_without_password',
  /** A new password was chosen. */
  'password_replaced',
  /** A new password was chosen; it takes the place of the old one when the second factor is proven. */
  'password_chosen',
  /** Its time ran out, or another attempt took its place. */
  'abandoned',
] as const

export type SignInEvent = (typeof signInEvents)[number]

const transitions: Record<SignInStatus, Partial<Record<SignInEvent, SignInStatus>>> = {
  needs_identifier: { identified: 'needs_first_factor', abandoned: 'abandoned' },
  needs_first_factor: {
    proven: 'complete',
    proven_in_part: 'needs_second_factor',
    proven_without_password: 'needs_new_password',
    abandoned: 'abandoned',
  },
  needs_second_factor: { proven: 'complete', abandoned: 'abandoned' },
  needs_new_password: {
    password_replaced: 'complete',
    password_chosen: 'needs_second_factor',
    abandoned: 'abandoned',
  },
  complete: {},
  abandoned: {},
}

/** Where an event leads; `undefined` when it cannot happen there. What is complete or abandoned stays so. */
export function nextSignInStatus(status: SignInStatus, event: SignInEvent): SignInStatus | undefined {
  return transitions[status][event]
}
