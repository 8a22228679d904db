import { useUi } from '../../primitives/ui-context.ts'
import type { SocialButtonsProps } from './social-views.ts'

/** Where the buttons of the providers stand, if there are any. */
export function SocialSlot(props: SocialButtonsProps) {
  const { social } = useUi()
  return social ? <social.Buttons {...props} /> : null
}
