import type { SignInContext } from '@keywright/js/flows'
import { rich } from '../../localization/rich.ts'
import type { Translate } from '../../localization/translate.ts'
import { StrongAddress } from '../shared/strong-address.tsx'

/** Where something was sent: the address itself only where the visitor gave a username, since else it stands below. */
export function sentTo(kind: 'code' | 'link' | 'reset', context: SignInContext, t: Translate) {
  const identifier = context.signIn?.identifier ?? context.identifier
  if (identifier.includes('@')) return t(`signIn.${kind}.here`)
  const address = context.factor?.safe_identifier ?? ''
  return rich(t, `signIn.${kind}.text`, { address: <StrongAddress key="address">{address}</StrongAddress> })
}
