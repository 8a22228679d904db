import type { Factor, SignInContext } from '../flows/sign-in.context.ts'
import { otherFactors, resetFactor } from '../flows/sign-in.factors.ts'
import type { FlowSnapshot } from './flow-types.ts'

/** The ways to go on that a step offers: after a forgotten password a new one comes first. */
export function factorsOf({ state, context }: FlowSnapshot<'signIn'>): Factor[] {
  if (!context) return []
  return state === 'forgot' ? [...resetOf(context), ...otherFactors(context)] : otherFactors(context)
}

function resetOf({ signIn }: SignInContext): Factor[] {
  const reset = resetFactor(signIn)
  return reset ? [reset] : []
}
