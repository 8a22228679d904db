import type { Failure, SocialProvider, WalletChoice } from '@keywright/js/flows'
import type { Translate } from '../../localization/translate.ts'
import { Button } from '../../primitives/button.tsx'
import { Card } from '../../primitives/card.tsx'
import { Choice, Choices } from '../../primitives/choices.tsx'
import { walletDrawing } from '../../primitives/drawing-of-wallet.ts'
import { Icon } from '../../primitives/icon.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import { readFaults } from '../read-faults.ts'

/** Which of the wallets of this page is meant; or that there is none. */
export function walletView(props: {
  /** What was asked for, and what there is. */
  context: {
    config: { providers: readonly SocialProvider[] }
    chosen?: string | undefined
    wallets?: readonly WalletChoice[] | undefined
  }
  error: Failure | undefined
  pending: string | undefined
  /** Without an id: looks once more. */
  onChoose: (id?: string) => void
  onBack: () => void
  t: Translate
}) {
  const { context, error, pending, onChoose, onBack, t } = props
  const { wallets = [], chosen, config } = context
  const faults = readFaults(error, t)
  const isEmpty = wallets.length === 0
  const wallet = config.providers.find(({ strategy }) => strategy === chosen)?.name ?? ''
  return (
    <Card
      step="wallet"
      progress={2}
      {...(isEmpty && { emblem: { icon: walletDrawing, tone: 'warning' } })}
      title={t(isEmpty ? 'wallet.none.title' : 'wallet.choose.title')}
      subtitle={t(isEmpty ? 'wallet.none.text' : 'wallet.choose.text', { wallet })}
      alert={faults.alert}
    >
      {isEmpty ? (
        <Button isBusy={pending === 'CHOOSE_WALLET'} onClick={() => onChoose()}>
          {t('wallet.none.again')}
        </Button>
      ) : (
        <Choices>
          {wallets.map(({ id, name, icon }) => (
            <Choice
              key={id}
              start={icon ? <img class="kw-provider" src={icon} alt="" /> : <Icon drawing={walletDrawing} />}
              title={name}
              onClick={() => onChoose(id)}
            />
          ))}
        </Choices>
      )}
      <div class="kw-row">
        <LinkButton onClick={onBack}>{t('common.back')}</LinkButton>
      </div>
    </Card>
  )
}
