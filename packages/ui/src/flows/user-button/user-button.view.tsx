/** @jsxImportSource #paint */
import type {
  AccountChoice,
  KernelEvent,
  Snapshot,
  UserButtonContext,
  UserButtonEvent,
  UserButtonState,
} from '@keywright/js/flows'
import { MenuItem } from './menu-item.tsx'
import { type Person, titleOf } from './person.ts'
import { Picture } from './picture.tsx'
import type { Say } from './say.ts'
import * as drawings from './user-button.drawings.ts'
import type { CustomMenuItem } from './user-button.props.ts'

/** All that the button is drawn from. Its views have no hooks: they are functions of this and nothing else. */
export interface UserButtonSight {
  snapshot: Snapshot<UserButtonState, UserButtonContext>
  send: (event: UserButtonEvent | KernelEvent) => void
  customItems: readonly CustomMenuItem[]
  /** An item of the host was chosen. */
  onCustom: (item: CustomMenuItem) => void
  /** A key was pressed in the menu. */
  onMenuKey: (event: KeyboardEvent) => void
  t: Say
  slot: (name: string) => string
}

export interface TriggerProps extends Pick<UserButtonSight, 't' | 'slot'> {
  id: string
  person: Person
  showsName: boolean
  isOpen: boolean
  /** Whether there is a menu to open; on a server there is not yet. */
  hasMenu: boolean
  onKeyDown?: (event: KeyboardEvent) => void
}

/** The picture to press. */
export function Trigger(props: TriggerProps) {
  const { id, person, showsName, isOpen, hasMenu, t, slot } = props
  const name = titleOf(person)
  return (
    <button
      type="button"
      class={slot('user-button')}
      id={id}
      aria-haspopup="menu"
      aria-expanded={isOpen}
      aria-label={t('userButton.open', name)}
      // The browser opens and closes it, also when it is pressed while something else is to close the menu.
      popovertarget={hasMenu ? `${id}-menu` : undefined}
      onKeyDown={props.onKeyDown}
    >
      {showsName && <bdi class="kw-user-button-name">{name}</bdi>}
      <Picture {...{ person, slot }} />
    </button>
  )
}

/** The picture, and the menu that opens beside it. Nothing while nobody is signed in. */
export function UserButton(
  props: UserButtonSight & {
    id: string
    showsName: boolean
    onToggle: () => void
  },
) {
  const { snapshot, send, id, showsName, onToggle, t, slot } = props
  const person = ownerOf(snapshot.context)
  if (!person) return null
  return (
    <>
      <Trigger
        {...{ id, person, showsName, t, slot }}
        isOpen={snapshot.value === 'open'}
        hasMenu
        onKeyDown={({ key }) => {
          if (key === 'ArrowDown' || key === 'ArrowUp') send({ type: 'OPEN' })
        }}
      />
      <div popover="auto" id={`${id}-menu`} class={slot('user-menu')} onToggle={onToggle}>
        <UserMenu {...props} />
      </div>
    </>
  )
}

const ownerOf = ({ accounts, sessionId }: UserButtonContext) =>
  accounts.find((one) => one.sessionId === sessionId)

/** What is behind the picture. */
function UserMenu({ snapshot, send, customItems, onCustom, onMenuKey, t, slot }: UserButtonSight) {
  const { context, pending, error } = snapshot
  const { accounts, sessionId, isSingleSession, chosen } = context
  const me = ownerOf(context)
  const others = isSingleSession ? [] : accounts.filter((one) => one.sessionId !== sessionId)
  const ask = (type: 'MANAGE' | 'ADD_ACCOUNT' | 'SIGN_OUT' | 'SIGN_OUT_ALL') => ({
    isBusy: pending === type,
    onClick: () => send({ type }),
  })
  return (
    <>
      {me && <Owner {...{ me, slot }} />}
      <p class="kw-menu-fault" role="alert">
        {error && (
          <span>{t(error.code === 'network_error' ? 'userButton.offline' : 'userButton.failed')}</span>
        )}
        {error && (
          <button type="button" class={slot('link')} onClick={() => send({ type: 'RETRY' })}>
            {t('userButton.retry')}
          </button>
        )}
      </p>
      <div role="menu" tabindex={-1} aria-label={t('userButton.menu')} onKeyDown={onMenuKey}>
        <fieldset class="kw-menu-group">
          <MenuItem slot={slot} drawing={drawings.sliders} text={t('userButton.manage')} {...ask('MANAGE')} />
          {customItems.map((item) => (
            <MenuItem
              key={item.label}
              slot={slot}
              drawing={item.icon ?? ''}
              text={item.label}
              href={'href' in item ? item.href : undefined}
              onClick={() => onCustom(item)}
            />
          ))}
        </fieldset>
        {!isSingleSession && (
          <fieldset class="kw-menu-group">
            {others.map((other) => (
              <MenuItem
                key={other.sessionId}
                slot={slot}
                person={other}
                text={titleOf(other)}
                detail={other.name ? other.identifier : undefined}
                isBusy={pending === 'SWITCH' && chosen === other.sessionId}
                onClick={() => send({ type: 'SWITCH', sessionId: other.sessionId })}
              />
            ))}
            <MenuItem
              slot={slot}
              drawing={drawings.plus}
              text={t('userButton.add')}
              {...ask('ADD_ACCOUNT')}
            />
          </fieldset>
        )}
        <fieldset class="kw-menu-group" data-row="">
          <MenuItem
            slot={slot}
            drawing={drawings.signOut}
            isDirected
            text={t('userButton.signOut')}
            {...ask('SIGN_OUT')}
          />
          {others.length > 0 && (
            <MenuItem slot={slot} text={t('userButton.signOutAll')} {...ask('SIGN_OUT_ALL')} />
          )}
        </fieldset>
      </div>
    </>
  )
}

function Owner({ me, slot }: { me: AccountChoice; slot: UserButtonSight['slot'] }) {
  return (
    <div class={slot('menu-owner')}>
      <Picture person={me} slot={slot} />
      <span class="kw-choice-text">
        <bdi class="kw-choice-title">{titleOf(me)}</bdi>
        {me.name && <bdi class="kw-choice-detail">{me.identifier}</bdi>}
      </span>
    </div>
  )
}
