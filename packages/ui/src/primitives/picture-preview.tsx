import { useEffect, useRef } from 'preact/hooks'
import { useUi } from './ui-context.ts'

const edge = 144

/** What was chosen, cut to the form it will be shown in. It is drawn: a strict policy allows no image of a file. */
export function PicturePreview({ file, label, shape }: { file: Blob; label: string; shape?: 'square' }) {
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
      data-shape={shape}
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
