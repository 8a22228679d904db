import type { Factor, SignIn, SignInContext, SignInState } from './sign-in.context.ts'
import { isSocial } from './social.steps.ts'

/** The screen of each way this page knows. A way that is not here is not offered: there is always another. */
const screens = new Map<string, SignInState>([
  ['password', 'password'],
  ['email_code', 'email_code'],
  ['email_link', 'email_link'],
  ['reset_password_email_code', 'reset_code'],
])

export function screenOf({ strategy }: Factor): SignInState | undefined {
  return screens.get(strategy)
}

/** Ways with a screen of their own, and providers, which have theirs elsewhere. */
export function usableFactors(signIn: SignIn | null): Factor[] {
  return (signIn?.supported_first_factors ?? []).filter(
    (factor) => screenOf(factor) || isSocial(factor.strategy),
  )
}

/** Whether an attempt waits for a second factor, and this one will do. */
export function asksFor(signIn: SignIn | null, secondFactor: 'totp' | 'backup_code'): boolean {
  const { status, supported_second_factors: factors } = signIn ?? {}
  return (
    status === 'needs_second_factor' && factors?.some(({ strategy }) => strategy === secondFactor) === true
  )
}

export function resetFactor(signIn: SignIn | null): Factor | undefined {
  return preferPrimary(usableFactors(signIn).filter(isReset))
}

function isReset({ strategy }: Factor): boolean {
  return strategy === 'reset_password_email_code'
}

/** What else one could use, beside what one is at. */
export function otherFactors({ signIn, factor, notice }: SignInContext): Factor[] {
  return usableFactors(signIn).filter((other) => {
    if (isReset(other)) return notice === 'compromised'
    if (other.strategy === 'password') return notice !== 'compromised' && factor?.strategy !== 'password'
    return !isSame(other, factor)
  })
}

/** Where to begin: by password or by mail, as the instance prefers, and with the primary address. Nobody is sent to a provider unasked. */
export function firstFactor(signIn: SignIn, prefers: 'password' | 'otp'): Factor | undefined {
  const ways = usableFactors(signIn).filter((factor) => screenOf(factor) && !isReset(factor))
  const password = ways.find(({ strategy }) => strategy === 'password')
  const sent = preferPrimary(ways.filter(({ strategy }) => strategy !== 'password'))
  return prefers === 'password' ? (password ?? sent) : (sent ?? password)
}

/** What is sent again: what this page has sent, or the link of the attempt that it came back to. */
export function resendFactor({ factor, signIn }: SignInContext): Factor | undefined {
  return factor ?? preferPrimary(usableFactors(signIn).filter(({ strategy }) => strategy === 'email_link'))
}

function preferPrimary(factors: readonly Factor[]): Factor | undefined {
  return factors.find(({ primary }) => primary) ?? factors[0]
}

function isSame(a: Factor, b: Factor | null): boolean {
  return a.strategy === b?.strategy && a.email_address_id === b.email_address_id
}

/** The way a message is out for, so that a reload lands where the code can be typed. */
export function sentFactor(signIn: SignIn | null, strategy: string): Factor | undefined {
  const { strategy: sent, status } = signIn?.first_factor_verification ?? {}
  if (sent !== strategy || status !== 'unverified') return undefined
  return preferPrimary(usableFactors(signIn).filter((factor) => factor.strategy === strategy))
}
