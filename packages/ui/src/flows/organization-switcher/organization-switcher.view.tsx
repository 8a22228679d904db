/** @jsxImportSource #paint */
import type { OrganizationMembership, SwitcherContext } from '@keywright/js/flows'
import { MenuItem } from '../user-button/menu-item.tsx'
import type { KeyPress } from '../user-button/menu-keys.ts'
import { titleOf } from '../user-button/person.ts'
import { Picture } from '../user-button/picture.tsx'
import { plus } from '../user-button/user-button.drawings.ts'
import { OrganizationMark } from './organization-mark.tsx'
import * as drawings from './organization-switcher.drawings.ts'
import type { SwitcherSay, SwitcherSight } from './switcher-sight.ts'

const activeIn = ({ memberships, activeId }: SwitcherContext): OrganizationMembership | undefined =>
  memberships.find(({ organization }) => organization.id === activeId)

/** The organization that is worked in, and the menu of the others. Nothing while nobody is signed in. */
export function OrganizationSwitcher(props: SwitcherSight) {
  const { id, snapshot, offers, send, onToggle, onMenuKey, t, slot } = props
  if (snapshot.value === 'signed_out') return null
  const count = offers?.count ?? 0
  return (
    <>
      <button
        type="button"
        class={slot('organization-switcher')}
        id={id}
        aria-haspopup="menu"
        aria-expanded={snapshot.value === 'open'}
        popovertarget={`${id}-menu`}
        onKeyDown={({ key }: KeyPress) => {
          if (key !== 'ArrowDown' && key !== 'ArrowUp') return
          // The browser tells of a menu that it closed only a moment later.
          onToggle()
          send({ type: 'OPEN' })
        }}
      >
        <Here {...props} />
        {count > 0 && (
          <span class="kw-count">
            {count} <span class="kw-sr-only">{t('switcher.new')}</span>
          </span>
        )}
        <svg class="kw-icon" viewBox="0 0 24 24" aria-hidden="true">
          <path d={drawings.upAndDown} />
        </svg>
      </button>
      <div
        popover="auto"
        id={`${id}-menu`}
        class={slot('user-menu')}
        onToggle={onToggle}
        onScroll={({ currentTarget }: Event) => {
          const { scrollTop, clientHeight, scrollHeight } = currentTarget as Element
          if (scrollTop + clientHeight > scrollHeight - 120) send({ type: 'MORE' })
        }}
      >
        <Faults {...props} />
        <div role="menu" tabindex={-1} aria-label={t('switcher.label')} onKeyDown={onMenuKey}>
          <Memberships {...props} />
          {offers?.draw(props)}
          {snapshot.context.mayCreate && (
            <fieldset class="kw-menu-group">
              <Ask {...props} type="CREATE" text="switcher.create" drawing={plus} />
            </fieldset>
          )}
        </div>
      </div>
    </>
  )
}

/** Where this page stands: in an organization, in the personal account, or nowhere yet. */
function Here({ snapshot, me, hasPersonal, t, slot }: SwitcherSight) {
  const active = activeIn(snapshot.context)
  const text = active?.organization.name ?? t(hasPersonal ? 'switcher.personal' : 'switcher.none')
  return (
    <>
      {active && <OrganizationMark organization={active.organization} slot={slot} />}
      {!active && hasPersonal && <Picture person={me} slot={slot} />}
      <bdi class="kw-user-button-name">{text}</bdi>
    </>
  )
}

function Faults({ snapshot, offers, send, t, slot }: SwitcherSight) {
  const error = snapshot.error ?? offers?.error
  const retry = () => (snapshot.error ? send({ type: 'RETRY' }) : offers?.retry())
  return (
    <p class="kw-menu-fault" role="alert">
      {error && <span>{t(error.code === 'network_error' ? 'switcher.offline' : 'switcher.failed')}</span>}
      {error && (
        <button type="button" class={slot('link')} onClick={retry}>
          {t('switcher.retry')}
        </button>
      )}
    </p>
  )
}

/** The organization that is worked in first, then the others, then the personal account. */
function Memberships(props: SwitcherSight) {
  const { snapshot, send, hasPersonal, me, t, slot } = props
  const { context, pending } = snapshot
  const { memberships, activeId, listed } = context
  const active = activeIn(context)
  const others = memberships.filter(({ organization }) => organization.id !== activeId)
  return (
    <>
      {active && (
        <fieldset class="kw-menu-group">
          <MenuItem
            slot={slot}
            mark={<OrganizationMark organization={active.organization} verb="✓" slot={slot} />}
            text={active.organization.name}
            detail={active.role_name}
            onClick={() => send({ type: 'CLOSE' })}
          />
          <Ask {...props} type="MANAGE" text="switcher.manage" drawing={drawings.gear} />
        </fieldset>
      )}
      <fieldset class="kw-menu-group">
        {others.slice(0, listed).map((one) => (
          <Other key={one.organization.id} membership={one} {...props} />
        ))}
        {others.length > listed && <Ask {...props} type="MORE" text="switcher.more" drawing="" />}
        {hasPersonal && active && (
          <MenuItem
            slot={slot}
            person={me}
            text={t('switcher.personal')}
            detail={titleOf(me)}
            isBusy={pending === 'SELECT' && context.chosen?.id === null}
            onClick={() => send({ type: 'SELECT', id: null })}
          />
        )}
      </fieldset>
    </>
  )
}

function Ask({
  type,
  text,
  drawing,
  snapshot,
  send,
  t,
  slot,
}: SwitcherSight & {
  type: 'MANAGE' | 'CREATE' | 'MORE'
  text: Parameters<SwitcherSay>[0]
  drawing: string
}) {
  return (
    <MenuItem
      slot={slot}
      drawing={drawing}
      text={t(text)}
      isBusy={snapshot.pending === type}
      onClick={() => send({ type })}
    />
  )
}

function Other({
  membership: { organization, role_name: role },
  snapshot: { context, pending },
  send,
  slot,
}: SwitcherSight & { membership: OrganizationMembership }) {
  return (
    <MenuItem
      slot={slot}
      mark={<OrganizationMark organization={organization} slot={slot} />}
      text={organization.name}
      detail={role}
      isBusy={pending === 'SELECT' && context.chosen?.id === organization.id}
      onClick={() => send({ type: 'SELECT', id: organization.id })}
    />
  )
}
