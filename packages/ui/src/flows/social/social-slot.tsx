import { useUi } from '../../primitives/ui-context.ts'
import type { SocialButtonsProps } from './social-views.ts'

/** Where the buttons of the providers stand, if there are any. */
export function SocialSlot(props: SocialButtonsProps) {
  const { social } = useUi()
  const isOffered = props.context.config.providers.length > 0
  return social && isOffered ? <social.Buttons {...props} /> : null
}
