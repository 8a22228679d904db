import { useUi } from './ui-context.ts'

export function Badge({ tone, children }: { tone?: 'warning' | 'accent'; children: string }) {
  const { slot } = useUi()
  return (
    <span class={slot('badge')} data-tone={tone}>
      {children}
    </span>
  )
}
