import {
  createMachine,
  type ProfilePorts,
  type ProfileWallet,
  readWallets,
  type WalletsContext,
  type WalletsEvent,
  type WalletsState,
  walletsFlow,
} from '@keywright/js/flows'
import { wallets as texts } from '../../localization/en/wallets.ts'
import { rich } from '../../localization/rich.ts'
import { Badge } from '../../primitives/badge.tsx'
import { Choice, Choices } from '../../primitives/choices.tsx'
import { walletDrawing } from '../../primitives/drawing-of-wallet.ts'
import { Form } from '../../primitives/form.tsx'
import { Icon } from '../../primitives/icon.tsx'
import { RowAction } from '../../primitives/row-action.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import { readFaults } from '../read-faults.ts'
import { StrongAddress } from '../shared/strong-address.tsx'
import type { SectionView, SectionViewProps } from './profile.view.ts'
import { PanelActions, Section } from './section.tsx'

type Props = SectionViewProps<WalletsState, WalletsContext, WalletsEvent>

export const createWalletsMachine = (ports: ProfilePorts) =>
  createMachine(walletsFlow, { id: null, chosen: null, wallets: [], notice: null }, { ports })

/** Both ends of an address: nobody reads more of it, and nobody may be shown less. */
export const shorten = (address: string): string => `${address.slice(0, 6)}…${address.slice(-4)}`

/** The wallets of the user. */
export const walletsSection: SectionView<WalletsState, WalletsContext, WalletsEvent> = (props) => {
  const { snapshot, send, t, user, environment } = props
  const { value, context, error } = snapshot
  const faults = readFaults(error, t)
  const canAdd = value === 'list' && readWallets(environment).length > 0
  return (
    <Section
      name="wallets"
      state={value}
      title={t('profile.wallets')}
      {...{ faults, send }}
      notice={context.notice ? t(`profile.wallets.${context.notice}`) : undefined}
    >
      {user.web3_wallets.length === 0 && <p class="kw-panel-text">{t('profile.wallets.none')}</p>}
      <ul class="kw-rows">
        {user.web3_wallets.map((wallet) => (
          <WalletRow key={wallet.id} wallet={wallet} props={props} />
        ))}
      </ul>
      {canAdd && (
        <div class="kw-section-add">
          <LinkButton onClick={() => send({ type: 'ADD' })}>{t('profile.wallets.add')}</LinkButton>
        </div>
      )}
      {value === 'add' && <AddPanel {...props} />}
      {value === 'choose' && <ChoosePanel {...props} />}
      {value === 'remove' && <RemovePanel {...props} />}
    </Section>
  )
}

function WalletRow({ wallet, props }: { wallet: ProfileWallet; props: Props }) {
  const { snapshot, send, t, user } = props
  const { id, web3_wallet: address, verification } = wallet
  const isPrimary = id === user.primary_web3_wallet_id
  const isVerified = verification?.status === 'verified'
  const isBusy = snapshot.pending !== undefined && snapshot.context.id === id
  return (
    <li class="kw-section-row" aria-busy={isBusy}>
      <div class="kw-section-value">
        <bdi title={address}>{shorten(address)}</bdi>
        {isPrimary && <Badge>{t('profile.emails.primary')}</Badge>}
        {!isVerified && <Badge tone="warning">{t('profile.emails.unverified')}</Badge>}
      </div>
      {snapshot.value === 'list' && (
        <div class="kw-section-actions">
          {isVerified && !isPrimary && (
            <RowAction
              text={t('profile.emails.makePrimary')}
              about={shorten(address)}
              onClick={() => send({ type: 'SET_PRIMARY', id })}
            />
          )}
          <RowAction
            tone="muted"
            text={t('profile.remove')}
            about={shorten(address)}
            onClick={() => send({ type: 'REMOVE', id })}
          />
        </div>
      )}
    </li>
  )
}

/** The kinds of wallets that are switched on. */
function AddPanel({ snapshot, send, t, environment }: Props) {
  return (
    <div class="kw-form">
      <p class="kw-panel-text">{t('profile.wallets.choose')}</p>
      <Choices>
        {readWallets(environment).map(({ strategy, name }) => (
          <Choice
            key={strategy}
            start={<Icon drawing={walletDrawing} />}
            title={name}
            isBusy={snapshot.pending === 'CONNECT' && snapshot.context.chosen === strategy}
            onClick={() => send({ type: 'CONNECT', strategy })}
          />
        ))}
      </Choices>
      <Cancel {...{ send, t }} />
    </div>
  )
}

/** Those of this page that could be meant; or that there is none. */
function ChoosePanel({ snapshot, send, t, environment }: Props) {
  const { wallets, chosen } = snapshot.context
  const wallet = readWallets(environment).find(({ strategy }) => strategy === chosen)?.name ?? ''
  const isEmpty = wallets.length === 0
  return (
    <div class="kw-form">
      <p class="kw-panel-text">{t(isEmpty ? 'wallet.none.text' : 'wallet.choose.text', { wallet })}</p>
      <Choices>
        {wallets.map(({ id, name, icon }) => (
          <Choice
            key={id}
            start={icon ? <img class="kw-provider" src={icon} alt="" /> : <Icon drawing={walletDrawing} />}
            title={name}
            onClick={() => send({ type: 'CHOOSE_WALLET', id })}
          />
        ))}
      </Choices>
      {isEmpty && (
        <LinkButton onClick={() => send({ type: 'CHOOSE_WALLET', id: undefined })}>
          {t('wallet.none.again')}
        </LinkButton>
      )}
      <Cancel {...{ send, t }} />
    </div>
  )
}

function Cancel({ send, t }: Pick<Props, 'send' | 't'>) {
  return (
    <div class="kw-row">
      <LinkButton tone="muted" onClick={() => send({ type: 'CANCEL' })}>
        {t('profile.cancel')}
      </LinkButton>
    </div>
  )
}

function RemovePanel({ snapshot, send, t, user }: Props) {
  const wallet = user.web3_wallets.find(({ id }) => id === snapshot.context.id)
  const name = shorten(wallet?.web3_wallet ?? '')
  return (
    <Form onSubmit={() => send({ type: 'CONFIRM' })}>
      <p class="kw-panel-text">
        {rich(t, 'profile.wallets.removeText', {
          wallet: <StrongAddress key="wallet">{name}</StrongAddress>,
        })}
      </p>
      <PanelActions
        tone="danger"
        submit={t('profile.remove')}
        isBusy={snapshot.pending === 'CONFIRM'}
        onCancel={() => send({ type: 'CANCEL' })}
      />
    </Form>
  )
}

/** The section with its machine and its texts, for a profile that is shown. */
export const bringSection = (ports: ProfilePorts) => ({
  view: walletsSection,
  machine: createWalletsMachine(ports),
  texts,
})
