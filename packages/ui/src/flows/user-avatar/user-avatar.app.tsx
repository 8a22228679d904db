/** @jsxImportSource #paint */
import { accountsOf } from '@keywright/js/flows'
import { slotClass } from '../../app/appearance.ts'
import { paint } from '../../paint/paint.ts'
import type { UiHost } from '../../ui-host.ts'
import { type Person, titleOf } from '../user-button/person.ts'
import { Picture } from '../user-button/picture.tsx'
import type { UserAvatarProps } from '../user-button/user-button.props.ts'

export function UserAvatar({ person, props }: { person: Person; props: UserAvatarProps }) {
  const { appearance = {}, rounded = false } = props
  return (
    <span
      class="kw-user-avatar"
      role="img"
      aria-label={titleOf(person)}
      data-rounded={rounded ? '' : undefined}
    >
      <Picture person={person} slot={(name) => slotClass(appearance, name)} />
    </span>
  )
}

/** Shows who is signed in, and nothing else. */
export function startUserAvatar({
  root,
  host,
  props,
}: {
  root: HTMLElement
  host: UiHost
  props: UserAvatarProps
}) {
  let now = props
  function draw(): void {
    const person = accountsOf(host.client).find(({ sessionId }) => sessionId === host.sessionId)
    paint(person && <UserAvatar person={person} props={now} />, root)
  }
  const stop = host.subscribe(draw)
  draw()
  return {
    update(next: UserAvatarProps) {
      now = next
      draw()
    },
    unmount() {
      stop()
      paint(null, root)
    },
  }
}
