import type { ComponentChildren } from 'preact'
import { DirectedIcon } from './directed-icon.tsx'
import * as drawings from './drawings.ts'
import { Spinner } from './spinner.tsx'
import { useUi } from './ui-context.ts'

/** Ways to go on, one below the other. */
export function Choices({ children }: { children: ComponentChildren }) {
  return <ul class="kw-choices">{children}</ul>
}

export function Choice(props: {
  start: ComponentChildren
  title: string
  detail?: string | undefined
  /** What choosing it does, in place of the sign that it leads on. */
  verb?: string | undefined
  isBusy?: boolean
  onClick: () => void
}) {
  const { slot } = useUi()
  const { start, title, detail, verb, isBusy = false, onClick } = props
  return (
    <li>
      <button type="button" class={slot('choice')} aria-busy={isBusy} onClick={onClick}>
        {start}
        <span class="kw-choice-text">
          <span class="kw-choice-title">{title}</span>
          {detail && <bdi class="kw-choice-detail">{detail}</bdi>}
        </span>
        {isBusy && <Spinner />}
        {!isBusy &&
          (verb ? <span class="kw-choice-verb">{verb}</span> : <DirectedIcon drawing={drawings.chevron} />)}
      </button>
    </li>
  )
}
