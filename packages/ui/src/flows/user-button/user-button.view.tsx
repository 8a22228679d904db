/** @jsxImportSource #paint */
import type {
  AccountChoice,
  KernelEvent,
  Snapshot,
  UserButtonContext,
  UserButtonEvent,
  UserButtonState,
} from '@keywright/js/flows'
import type { ComponentChildren, VNode } from 'preact'
import { MenuItem } from './menu-item.tsx'
import type { KeyPress } from './menu-keys.ts'
import { type Person, titleOf } from './person.ts'
import { Picture } from './picture.tsx'
import type { Say } from './say.ts'
import * as drawings from './user-button.drawings.ts'

/** What of its own the menu lets the host arrange: `manageAccount` and what follows it, and `signOut`, which stands apart. */
export interface OwnItems {
  first: VNode<{ onClick: () => void }>
  last: VNode
}

export interface ArrangedItems {
  first: ComponentChildren
  last: ComponentChildren
}

/** All that the button is drawn from. Its views have no hooks: they are functions of this and nothing else. */
export interface UserButtonSight {
  snapshot: Snapshot<UserButtonState, UserButtonContext>
  send: (event: UserButtonEvent | KernelEvent) => void
  /** Puts in order what the menu has of its own, and what the host adds. */
  arrange: ((own: OwnItems) => ArrangedItems) | undefined
  /** A key was pressed in the menu. */
  onMenuKey: (event: KeyPress) => void
  t: Say
  slot: (name: string) => string
}

export interface TriggerProps extends Pick<UserButtonSight, 't' | 'slot'> {
  id: string
  person: Person
  showsName: boolean
  isOpen: boolean
  /** Absent on a server, where there is no menu to open yet. */
  onKeyDown?: (event: KeyPress) => void
}

/** The picture to press. */
export function Trigger(props: TriggerProps) {
  const { id, person, showsName, isOpen, onKeyDown, t, slot } = props
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
      popovertarget={onKeyDown && `${id}-menu`}
      onKeyDown={onKeyDown}
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
        onKeyDown={({ key }) => {
          if (key !== 'ArrowDown' && key !== 'ArrowUp') return
          // The browser tells of a menu that it closed only a moment later.
          onToggle()
          send({ type: 'OPEN' })
        }}
      />
      <div popover="auto" id={`${id}-menu`} class={slot('user-menu')} onToggle={onToggle}>
        <UserMenu {...props} me={person} />
      </div>
    </>
  )
}

const ownerOf = ({ accounts, sessionId }: UserButtonContext) =>
  accounts.find((one) => one.sessionId === sessionId)

/** What is behind the picture. */
function UserMenu({
  me,
  snapshot,
  send,
  arrange = (own) => own,
  onMenuKey,
  t,
  slot,
}: UserButtonSight & { me: AccountChoice }) {
  const { context, pending, error } = snapshot
  const { accounts, sessionId, isSingleSession, chosen } = context
  const others = accounts.filter((one) => !isSingleSession && one.sessionId !== sessionId)
  const ask = (
    type: 'MANAGE' | 'ADD_ACCOUNT' | 'SIGN_OUT' | 'SIGN_OUT_ALL',
    text: Parameters<Say>[0],
    drawing?: string,
  ) => (
    <MenuItem
      slot={slot}
      drawing={drawing}
      text={t(text)}
      isBusy={pending === type}
      onClick={() => send({ type })}
    />
  )
  const own: OwnItems = {
    first: ask('MANAGE', 'userButton.manage', drawings.sliders),
    last: ask('SIGN_OUT', 'userButton.signOut', drawings.signOut),
  }
  const { first, last } = arrange(own)
  return (
    <>
      <Owner {...{ me, slot }} />
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
        <fieldset class="kw-menu-group">{first}</fieldset>
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
            {ask('ADD_ACCOUNT', 'userButton.add', drawings.plus)}
          </fieldset>
        )}
        <fieldset class="kw-menu-group" data-row="">
          {last}
          {others.length > 0 && ask('SIGN_OUT_ALL', 'userButton.signOutAll')}
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
