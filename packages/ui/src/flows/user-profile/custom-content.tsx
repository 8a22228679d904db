import { useLayoutEffect, useRef } from 'preact/hooks'
import type { CustomPage } from './user-profile.props.ts'

/** A page of the host's own: it draws into the element it is given. */
export function CustomContent({ page }: { page: CustomPage }) {
  const element = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const { current } = element
    if (!current || !('mount' in page)) return
    page.mount(current)
    return () => page.unmount?.(current)
  }, [])
  return <div ref={element} />
}
