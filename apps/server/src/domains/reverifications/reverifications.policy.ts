import type { InstanceSettings } from '@keywright/contract'
import { type EmailAddress, isVerified } from '../email-addresses/index.ts'
import type { User } from '../users/index.ts'
import type { OpenStep, ReverificationLevel, ReverificationStatus } from './reverification.entity.ts'

/** How long a proof counts as recent (wire contract 7.8). */
const recentMilliseconds = 10 * 60 * 1000

/**
 * Whether a session's user has to prove again that it is them before something sensitive. Whoever has a second factor proves
 * that one: who can is the user, and a stranger at their desk who saw the password is not.
 */
export function needsProof(
  session: { firstFactorVerifiedAt: Date | null; secondFactorVerifiedAt: Date | null },
  hasSecondFactor: boolean,
  now: Date,
): boolean {
  const provenAt = hasSecondFactor ? session.secondFactorVerifiedAt : session.firstFactorVerifiedAt
  return provenAt === null || now.getTime() - provenAt.getTime() > recentMilliseconds
}

/** What is asked of this user: who has no second factor proves the first one (wire contract 7.8). */
export function levelFor(asked: ReverificationLevel, hasSecondFactor: boolean): ReverificationLevel {
  return hasSecondFactor ? asked : 'first_factor'
}

/** The step that a reverification begins with. */
export function firstStepOf(level: ReverificationLevel): OpenStep {
  return level === 'second_factor' ? 'needs_second_factor' : 'needs_first_factor'
}

/** Where a proof leads to. */
export function stepAfter(step: OpenStep, level: ReverificationLevel): ReverificationStatus {
  return step === 'needs_first_factor' && level === 'multi_factor' ? 'needs_second_factor' : 'complete'
}

/** A way for a user to prove who they are within a session. */
export type ProofFactor =
  | { strategy: 'password' }
  | { strategy: 'email_code'; emailAddress: EmailAddress; isPrimary: boolean }

/** What a user can prove themselves with: what they sign in with, and a code to an address that is proven. */
export function proofFactors(user: User, settings: InstanceSettings): ProofFactor[] {
  const hasPassword = settings.password.enabled && user.passwordUpdatedAt !== null
  const proven = settings.email_address.enabled ? user.emailAddresses.filter(isVerified) : []
  return [
    ...(hasPassword ? [{ strategy: 'password' } as const] : []),
    ...proven.map((emailAddress) => ({
      strategy: 'email_code' as const,
      emailAddress,
      isPrimary: emailAddress.id === user.primaryEmailAddressId,
    })),
  ]
}

/** The factor that a browser means; without an address, the primary one. */
export function chooseProofFactor(
  factors: readonly ProofFactor[],
  strategy: string,
  emailAddressId?: string | null,
): ProofFactor | undefined {
  const matching = factors.filter((factor) => factor.strategy === strategy)
  if (!emailAddressId) {
    return matching.find((factor) => factor.strategy === 'password' || factor.isPrimary) ?? matching[0]
  }
  return matching.find((factor) => 'emailAddress' in factor && factor.emailAddress.id === emailAddressId)
}
