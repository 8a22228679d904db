import type { Factor } from '@keywright/js/flows'
import type { MessageKey, Translate } from '../../localization/translate.ts'
import { Choice } from '../../primitives/choices.tsx'
import * as drawings from '../../primitives/drawings.ts'
import { Icon } from '../../primitives/icon.tsx'

/** How each way is offered. New ways get a line here and a screen in the flow. */
const ways: Record<string, { icon: string; text: MessageKey }> = {
  password: { icon: drawings.key, text: 'signIn.method.password' },
  email_code: { icon: drawings.mail, text: 'signIn.method.code' },
  email_link: { icon: drawings.link, text: 'signIn.method.link' },
  reset_password_email_code: { icon: drawings.reset, text: 'signIn.method.reset' },
}

/** One way to go on, as a button. */
export function FactorChoice(props: {
  factor: Factor
  isBusy: boolean
  onSelect: (factor: Factor) => void
  t: Translate
}) {
  const { factor, isBusy, onSelect, t } = props
  const way = ways[factor.strategy]
  if (!way) return null
  return (
    <Choice
      start={<Icon drawing={way.icon} />}
      title={t(way.text)}
      detail={factor.safe_identifier}
      isBusy={isBusy}
      onClick={() => onSelect(factor)}
    />
  )
}
