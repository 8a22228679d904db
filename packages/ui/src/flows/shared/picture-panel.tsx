import type { PictureContext, PictureEvent, PictureState } from '@keywright/js/flows'
import { Avatar } from '../../primitives/avatar.tsx'
import { Button } from '../../primitives/button.tsx'
import { FileButton } from '../../primitives/file-button.tsx'
import type { PicturePreview } from '../../primitives/picture-preview.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import { readFaults } from '../read-faults.ts'
import { Section, SectionRow } from '../user-profile/section.tsx'
import type { ViewProps } from '../view.ts'

/** What is said of a picture: its title, and how it is chosen, changed and looked at. */
export interface PictureTexts {
  title: string
  choose: string
  change: string
  other: string
  preview: string
}

interface PicturePanelProps extends ViewProps<PictureState, PictureContext, PictureEvent> {
  texts: PictureTexts
  name: string
  imageUrl: string | null
  shape?: 'square'
  /** Whoever may only look is offered nothing. */
  canChange?: boolean
  /** Draws what was chosen; absent until its code is there. */
  Preview: typeof PicturePreview | undefined
}

/** A picture: chosen, looked at, then saved. */
export function PicturePanel(props: PicturePanelProps) {
  const { snapshot, send, t, texts, name, imageUrl, shape, canChange = true, Preview } = props
  const { value, context, error, pending } = snapshot
  const faults = readFaults(error, t)
  const choose = (file: Blob) => send({ type: 'CHOOSE', file })
  return (
    <Section name="picture" state={value} title={texts.title} {...{ faults, send }}>
      {value === 'shown' ? (
        <SectionRow
          action={
            canChange && (
              <>
                <FileButton label={imageUrl ? texts.change : texts.choose} onFile={choose} />
                {imageUrl && (
                  <LinkButton onClick={() => send({ type: 'REMOVE' })} isDisabled={pending !== undefined}>
                    {t('profile.remove')}
                  </LinkButton>
                )}
              </>
            )
          }
        >
          <Avatar name={name} imageUrl={imageUrl} size="large" shape={shape} />
        </SectionRow>
      ) : (
        <div class="kw-form">
          <SectionRow action={<FileButton label={texts.other} onFile={choose} />}>
            {context.file && Preview && (
              <Preview file={context.file} label={texts.preview} {...(shape && { shape })} />
            )}
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
