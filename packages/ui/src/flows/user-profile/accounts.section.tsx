import type {
  AccountsContext,
  AccountsEvent,
  AccountsPorts,
  AccountsState,
  ExternalAccount,
  ProfilePorts,
  SocialProvider,
  WayOut,
} from '@keywright/js/flows'
import { accountsFlow, createMachine, wayOut, withReverification } from '@keywright/js/flows'
import { accounts as texts } from '../../localization/en/accounts.ts'
import { rich } from '../../localization/rich.ts'
import type { Translate } from '../../localization/translate.ts'
import { Alert } from '../../primitives/alert.tsx'
import { Badge } from '../../primitives/badge.tsx'
import { Choice, Choices } from '../../primitives/choices.tsx'
import { Form } from '../../primitives/form.tsx'
import { RowAction } from '../../primitives/row-action.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import type { UiHost } from '../../ui-host.ts'
import { readFaults } from '../read-faults.ts'
import { StrongAddress } from '../shared/strong-address.tsx'
import { ProviderLogo } from '../social/provider-logo.tsx'
import type { ProfileUser, SectionView, SectionViewProps } from './profile.view.ts'
import { PanelActions, Section } from './section.tsx'
import type { UserProfileProps } from './user-profile.props.ts'

export const createAccountsMachine = (ports: AccountsPorts) =>
  createMachine(accountsFlow, { id: null, chosen: null, notice: null }, { ports })

/** A window that waits for its address is no place for a proof: it goes, and comes again after it. */
function accountsPorts(ports: ProfilePorts, host: UiHost, { oauthFlow }: UserProfileProps): AccountsPorts {
  let way: WayOut | undefined
  const prove = () => {
    way?.giveUp?.()
    return ports.prove()
  }
  const reload = () => host.api.send({ method: 'GET', path: '/v1/client' })
  return {
    ...ports,
    api: withReverification(host.api, prove),
    setOut() {
      const url = ports.linkUrl()
      const urls = { redirect_url: url, action_complete_redirect_url: url }
      way = wayOut(oauthFlow, host.frontendUrl, urls, reload)
      return way
    },
  }
}

type Props = SectionViewProps<AccountsState, AccountsContext, AccountsEvent>

/** One that was begun and never confirmed is nothing yet, unless there is something to say of it. */
const isShown = ({ verification }: ExternalAccount) =>
  verification?.status === 'verified' || Boolean(verification?.error)

type Provider = Pick<SocialProvider, 'strategy' | 'name' | 'logo_url'>

function providerOf({ provider: strategy }: ExternalAccount, { environment }: Props): Provider {
  const name = strategy.replace(/^oauth_(custom_)?/, '')
  const { social } = environment.user_settings
  const known = Object.values(social).find((one) => one.strategy === strategy)
  return (
    known ?? { strategy: `oauth_${name}`, name: name.charAt(0).toUpperCase() + name.slice(1), logo_url: null }
  )
}

/** What the user could connect besides. */
function providersLeft({ environment, user }: Props): Provider[] {
  const taken = accountsOf(user).map(({ provider }) => provider)
  return Object.values(environment.user_settings.social).filter(
    ({ enabled, not_selectable: isHidden, strategy }) => enabled && !isHidden && !taken.includes(strategy),
  )
}

const accountsOf = ({ external_accounts: accounts }: ProfileUser): ExternalAccount[] =>
  (accounts ?? []).filter(isShown)

/** The accounts that the user has with providers. */
export const accountsSection: SectionView<AccountsState, AccountsContext, AccountsEvent> = (props) => {
  const { snapshot, send, t, user } = props
  const { value, context, error } = snapshot
  const faults = readFaults(error, t)
  const accounts = accountsOf(user)
  return (
    <Section
      name="accounts"
      state={value}
      title={t('profile.accounts')}
      {...{ faults, send }}
      notice={context.notice ? t('profile.accounts.removed') : undefined}
    >
      {accounts.length === 0 && <p class="kw-panel-text">{t('profile.accounts.none')}</p>}
      <ul class="kw-rows">
        {accounts.map((account) => (
          <AccountRow key={account.id} account={account} props={props} />
        ))}
      </ul>
      {value === 'list' && providersLeft(props).length > 0 && (
        <div class="kw-section-add">
          <LinkButton onClick={() => send({ type: 'ADD' })}>{t('profile.accounts.add')}</LinkButton>
        </div>
      )}
      {value === 'add' && <AddPanel {...props} />}
      {value === 'remove' && <RemovePanel {...props} />}
    </Section>
  )
}

function AccountRow({ account, props }: { account: ExternalAccount; props: Props }) {
  const { snapshot, send, t } = props
  const provider = providerOf(account, props)
  const identifier = account.username || account.email_address
  const trouble = troubleWith(account, t)
  const isBusy = snapshot.pending === 'RECONNECT' && snapshot.context.id === account.id
  return (
    <li>
      <div class="kw-section-row" aria-busy={isBusy}>
        <div class="kw-section-value">
          <ProviderLogo provider={provider} />
          <span>{provider.name}</span>
          {identifier && <bdi class="kw-choice-detail">{identifier}</bdi>}
          {trouble && <Badge tone="warning">{t('profile.accounts.broken')}</Badge>}
        </div>
        {snapshot.value === 'list' && (
          <div class="kw-section-actions">
            {trouble && (
              <RowAction
                text={t('profile.accounts.reconnect')}
                about={provider.name}
                onClick={() => send({ type: 'RECONNECT', id: account.id })}
              />
            )}
            <RowAction
              tone="muted"
              text={t('profile.remove')}
              about={provider.name}
              onClick={() => send({ type: 'REMOVE', id: account.id })}
            />
          </div>
        )}
      </div>
      <Alert tone="warning" text={trouble} />
    </li>
  )
}

/** Why an account is not, or no longer, connected: in words of ours, else in those of the server. */
function troubleWith({ verification }: ExternalAccount, t: Translate): string | undefined {
  const { error } = verification ?? {}
  if (!error) return undefined
  return t.find(`error.${error.code}`) ?? (error.long_message || t('profile.accounts.lost'))
}

function AddPanel(props: Props) {
  const { snapshot, send, t } = props
  return (
    <div class="kw-form">
      <p class="kw-panel-text">{t('profile.accounts.choose')}</p>
      <Choices>
        {providersLeft(props).map((provider) => (
          <Choice
            key={provider.strategy}
            start={<ProviderLogo provider={provider} />}
            title={provider.name}
            isBusy={snapshot.pending === 'CONNECT' && snapshot.context.chosen === provider.strategy}
            onClick={() => send({ type: 'CONNECT', strategy: provider.strategy })}
          />
        ))}
      </Choices>
      <div class="kw-row">
        <LinkButton tone="muted" onClick={() => send({ type: 'CANCEL' })}>
          {t('profile.cancel')}
        </LinkButton>
      </div>
    </div>
  )
}

function RemovePanel(props: Props) {
  const { snapshot, send, t, user } = props
  const account = accountsOf(user).find(({ id }) => id === snapshot.context.id)
  const name = account ? providerOf(account, props).name : ''
  return (
    <Form onSubmit={() => send({ type: 'CONFIRM' })}>
      <p class="kw-panel-text">
        {rich(t, 'profile.accounts.removeText', {
          provider: <StrongAddress key="provider">{name}</StrongAddress>,
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
export const bringSection = (ports: ProfilePorts, host: UiHost, props: UserProfileProps) => ({
  view: accountsSection,
  machine: createAccountsMachine(accountsPorts(ports, host, props)),
  texts,
})
