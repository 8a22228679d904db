/** @jsxImportSource #paint */
import type { ComponentChildren } from 'preact'
import { UserAvatar } from '../flows/user-avatar/user-avatar.app.tsx'
import type { Person } from '../flows/user-button/person.ts'
import { createSay } from '../flows/user-button/say.ts'
import type { UserAvatarProps, UserButtonProps } from '../flows/user-button/user-button.props.ts'
import { Trigger } from '../flows/user-button/user-button.view.tsx'
import { write } from '../paint/write.ts'
import { slotClass } from './appearance.ts'

/**
 * The button of somebody who is signed in, as text: it can be seen before any code has come. What a session token says of a
 * person is enough; the menu follows with the client.
 */
export function renderUserButton(person: Person, props: UserButtonProps = {}): { html: string } {
  const { appearance = {}, localization, showName: showsName = false } = props
  const t = createSay(localization)
  const slot = (name: string) => slotClass(appearance, name)
  const id = 'kw-user-button'
  return renderRoot(id, props, <Trigger {...{ id, person, showsName, t, slot }} isOpen={false} />)
}

/** The picture of somebody who is signed in, as text. */
export function renderUserAvatar(person: Person, props: UserAvatarProps = {}): { html: string } {
  return renderRoot('kw-user-avatar', props, <UserAvatar person={person} props={props} />)
}

function renderRoot(
  id: string,
  { appearance = {}, localization }: UserAvatarProps,
  content: ComponentChildren,
): { html: string } {
  const html = write(
    <div
      class="kw-root"
      data-id={id}
      lang={localization?.locale ?? 'en'}
      dir={localization?.direction ?? 'ltr'}
      data-theme={appearance.theme}
      data-density={appearance.density === 'compact' ? 'compact' : undefined}
    >
      {content}
    </div>,
  )
  return { html }
}
