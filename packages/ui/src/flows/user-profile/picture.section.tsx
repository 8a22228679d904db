import { type PictureContext, type PictureEvent, type PictureState, pictureTypes } from '@keywright/js/flows'
import { useEffect, useRef } from 'preact/hooks'
import { Avatar } from '../../primitives/avatar.tsx'
import { Button } from '../../primitives/button.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import { useUi } from '../../primitives/ui-context.ts'
import { readFaults } from '../read-faults.ts'
import type { SectionView } from './profile.view.ts'
import { Section, SectionRow } from './section.tsx'

/** The picture: chosen, looked at, then saved. */
export const pictureSection: SectionView<PictureState, PictureContext, PictureEvent> = ({
  snapshot,
  send,
  t,
  user,
}) => {
  const { value, context, error, pending } = snapshot
  const faults = readFaults(error, t)
  const name = [user.first_name, user.last_name].filter(Boolean).join(' ') || (user.username ?? '')
  const choose = (file: Blob) => send({ type: 'CHOOSE', file })
  return (
    <Section
      name="picture"
      state={value}
      title={t('profile.picture')}
      alert={faults.alert}
      onRetry={faults.canRetry ? () => send({ type: 'RETRY' }) : undefined}
    >
      {value === 'shown' ? (
        <SectionRow
          action={
            <>
              <FileButton
                label={t(user.has_image ? 'profile.picture.change' : 'profile.picture.choose')}
                onFile={choose}
              />
              {user.has_image && (
                <LinkButton onClick={() => send({ type: 'REMOVE' })} isDisabled={pending !== undefined}>
                  {t('profile.remove')}
                </LinkButton>
              )}
            </>
          }
        >
          <Avatar
            name={name || (user.email_addresses[0]?.email_address ?? '')}
            imageUrl={user.has_image ? user.image_url : null}
            size="large"
          />
        </SectionRow>
      ) : (
        <div class="kw-form">
          <SectionRow action={<FileButton label={t('profile.picture.other')} onFile={choose} />}>
            {context.file && <Preview file={context.file} label={t('profile.picture.preview')} />}
          </SectionRow>
          <div class="kw-panel-actions">
            <Button onClick={() => send({ type: 'SAVE' })} isBusy={pending === 'SAVE'}>
              {t('profile.save')}
            </Button>
            <Button variant="secondary" onClick={() => send({ type: 'CANCEL' })}>
              {t('profile.cancel')}
            </Button>
          </div>
        </div>
      )}
    </Section>
  )
}

/** A real field under a button: the browser opens its own dialog for it. */
function FileButton({ label, onFile }: { label: string; onFile: (file: Blob) => void }) {
  const { slot } = useUi()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        class="kw-sr-only"
        type="file"
        tabIndex={-1}
        aria-hidden="true"
        accept={pictureTypes.join(',')}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? []
          // The same file again is a choice, too.
          currentTarget.value = ''
          if (file) onFile(file)
        }}
      />
      <button type="button" class={slot('link')} onClick={() => input.current?.click()}>
        {label}
      </button>
    </>
  )
}

const edge = 144

/** What was chosen, cut to the circle it will be shown in. It is drawn: a strict policy allows no image of a file. */
function Preview({ file, label }: { file: Blob; label: string }) {
  const { slot } = useUi()
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    let isGone = false
    createImageBitmap(file).then(
      (image) => isGone || drawCovering(canvas.current, image),
      // The server has the last word on what can be shown.
      () => undefined,
    )
    return () => {
      isGone = true
    }
  }, [file])
  return (
    <canvas
      ref={canvas}
      class={slot('avatar')}
      data-size="large"
      width={edge}
      height={edge}
      role="img"
      aria-label={label}
    />
  )
}

function drawCovering(canvas: HTMLCanvasElement | null, image: ImageBitmap): void {
  const scale = edge / Math.min(image.width, image.height)
  const [width, height] = [image.width * scale, image.height * scale]
  canvas?.getContext('2d')?.drawImage(image, (edge - width) / 2, (edge - height) / 2, width, height)
  image.close()
}
