import type { Factor, SignInConfig } from '@keywright/js/flows'
import type { MessageKey, Translate } from '../../localization/translate.ts'
import { Choice } from '../../primitives/choices.tsx'
import * as drawings from '../../primitives/drawings.ts'
import { Icon } from '../../primitives/icon.tsx'
import { useUi } from '../../primitives/ui-context.ts'

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
  config: SignInConfig
  isBusy: boolean
  onSelect: (factor: Factor) => void
  t: Translate
}) {
  const { factor, config, isBusy, onSelect, t } = props
  const { social } = useUi()
  const way = ways[factor.strategy]
  if (!way) {
    const provider = config.providers.find(({ strategy }) => strategy === factor.strategy)
    if (!provider || !social) return null
    return (
      <Choice
        start={<social.Logo provider={provider} />}
        title={t('social.continue', { provider: provider.name })}
        isBusy={isBusy}
        onClick={() => onSelect(factor)}
      />
    )
  }
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
