import { useLayoutEffect, useRef } from 'preact/hooks'

interface Drawing {
  mount: (element: HTMLElement) => void
  unmount?: ((element: HTMLElement) => void) | undefined
}

/** An element that the host draws into for as long as it is there. */
function useHostDrawn<Kind extends HTMLElement>({ mount, unmount }: Drawing) {
  const element = useRef<Kind>(null)
  useLayoutEffect(() => {
    const { current } = element
    if (!current) return
    mount(current)
    return () => unmount?.(current)
  }, [])
  return element
}

/** A page of the host's own. */
export function CustomContent(drawing: Drawing) {
  return <div class="kw-custom" ref={useHostDrawn<HTMLDivElement>(drawing)} />
}

/** A picture of the host's own. */
export function CustomIcon(drawing: Drawing) {
  return <span class="kw-icon" aria-hidden="true" ref={useHostDrawn<HTMLSpanElement>(drawing)} />
}
