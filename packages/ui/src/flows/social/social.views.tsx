import { Button } from '../../primitives/button.tsx'
import { useUi } from '../../primitives/ui-context.ts'
import { ProviderLogo as Logo } from './provider-logo.tsx'
import type { SocialButtonsProps, SocialViews } from './social-views.ts'

/** More than these stand two in a row, with their names alone. */
const inOneColumnMax = 4

function Buttons({ context, pending, send, hasForm }: SocialButtonsProps) {
  const { t } = useUi()
  const { config, lastStrategy, chosen } = context
  const isShort = config.providers.length > inOneColumnMax
  return (
    <>
      <form class="kw-social" method="post" data-columns={isShort || undefined}>
        {config.providers.map((provider) => {
          const { strategy, name } = provider
          const text = t('social.continue', { provider: name })
          const last = lastStrategy === strategy ? ` ${t('social.lastUsed')}` : ''
          const event = { type: 'CONTINUE_WITH', strategy } as const
          return (
            <Button
              key={strategy}
              variant="secondary"
              label={text + last}
              isBusy={pending === event.type && chosen === strategy}
              event={JSON.stringify(event)}
              onClick={() => send(event)}
            >
              <Logo provider={provider} />
              <span>{isShort ? name : text}</span>
              {last && <small>{last}</small>}
            </Button>
          )
        })}
      </form>
      {hasForm && <p class="kw-divider">{t('social.or')}</p>}
    </>
  )
}

export const socialViews: SocialViews = { Buttons, Logo }
