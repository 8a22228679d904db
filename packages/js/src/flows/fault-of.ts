import type { VerificationFault } from './social.ts'

/** What a provider sent somebody back with, if they came in vain. */
export function faultOf(
  proof: { status: string; error?: VerificationFault | null | undefined } | null | undefined,
): VerificationFault | null {
  return (proof?.status !== 'verified' && proof?.error) || null
}
