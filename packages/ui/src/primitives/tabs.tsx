import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import { useUi } from './ui-context.ts'

export interface Tab<Name extends string> {
  name: Name
  text: string
  /** How many there are in it; absent while that is not known. */
  count?: number | undefined
}

/** Parts of one page, of which one is shown (WAI-ARIA APG, tabs pattern with automatic activation). */
export function Tabs<Name extends string>(props: {
  label: string
  tabs: readonly Tab<Name>[]
  selected: Name
  onSelect: (name: Name) => void
  children: ComponentChildren
}) {
  const { label, tabs, selected, onSelect, children } = props
  const { t, id, slot } = useUi()
  const list = useRef<HTMLDivElement>(null)
  const move = (event: KeyboardEvent) => {
    const at = tabs.findIndex(({ name }) => name === selected)
    const target = tabs[placeAfter(event, at, tabs.length)]
    if (!target) return
    event.preventDefault()
    onSelect(target.name)
    list.current?.querySelector<HTMLElement>(`#${CSS.escape(id(`tab-${target.name}`))}`)?.focus()
  }
  return (
    <>
      <div class={slot('tabs')} role="tablist" aria-label={label} ref={list} onKeyDown={move}>
        {tabs.map(({ name, text, count }) => (
          <button
            key={name}
            type="button"
            role="tab"
            class={slot('tab')}
            id={id(`tab-${name}`)}
            aria-selected={name === selected}
            aria-controls={name === selected ? id('tab-panel') : undefined}
            tabIndex={name === selected ? 0 : -1}
            onClick={() => onSelect(name)}
          >
            {text}
            {count !== undefined && (
              <span class="kw-tab-count">{new Intl.NumberFormat(t.locale).format(count)}</span>
            )}
          </button>
        ))}
      </div>
      <div class="kw-tab-panel" role="tabpanel" id={id('tab-panel')} aria-labelledby={id(`tab-${selected}`)}>
        {children}
      </div>
    </>
  )
}

/** Where a key leads: the arrows go round, and turn round where text runs from right to left. */
function placeAfter({ key, currentTarget }: KeyboardEvent, at: number, count: number): number {
  const isRtl = currentTarget instanceof Element && getComputedStyle(currentTarget).direction === 'rtl'
  const [next, previous] = isRtl ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft']
  if (key === next) return (at + 1) % count
  if (key === previous) return (at + count - 1) % count
  if (key === 'Home') return 0
  return key === 'End' ? count - 1 : -1
}
