import { useLayoutEffect, useRef } from 'preact/hooks'

/** Whoever goes to another page is told where they are. */
export function useFocusOnPage(part: string, id: string): void {
  const before = useRef(part)
  useLayoutEffect(() => {
    if (before.current === part) return
    before.current = part
    document.getElementById(`${id}-title`)?.focus()
  }, [part])
}
