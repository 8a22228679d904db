/** A component in a page. */
export interface Handle<Props> {
  update(props: Props): void
  unmount(): void
}

/** A handle that works at once, for a component whose code is still on its way. */
export function mountLater<Props>(
  load: () => Promise<(props: Props) => Handle<Props>>,
  props: Props,
): Handle<Props> {
  let now = props
  let handle: Handle<Props> | undefined
  let isGone = false
  load().then((start) => {
    if (!isGone) handle = start(now)
  }, reportError)
  return {
    update(next) {
      now = next
      handle?.update(next)
    },
    unmount() {
      isGone = true
      handle?.unmount()
    },
  }
}
