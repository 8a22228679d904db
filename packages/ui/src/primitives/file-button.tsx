import { pictureTypes } from '@keywright/js/flows'
import { useRef } from 'preact/hooks'
import { useUi } from './ui-context.ts'

/** A real field for a picture under a button: the browser opens its own dialog for it. */
export function FileButton({ label, onFile }: { label: string; onFile: (file: Blob) => void }) {
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
