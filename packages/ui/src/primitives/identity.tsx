import { Avatar } from './avatar.tsx'
import * as drawings from './drawings.ts'
import { IconButton } from './icon-button.tsx'

/** Whom this step is about, with the way back to change it. */
export function Identity(props: {
  identifier: string
  person?: { name: string; imageUrl: string | null } | undefined
  changeLabel: string
  onChange: () => void
}) {
  const { identifier, person, changeLabel, onChange } = props
  return (
    <div class="kw-identity" data-avatar={person ? '' : undefined}>
      {person && <Avatar name={person.name || identifier} imageUrl={person.imageUrl} size="small" />}
      <bdi class="kw-identity-text">{identifier}</bdi>
      <IconButton icon={drawings.pencil} label={changeLabel} onClick={onChange} />
    </div>
  )
}
