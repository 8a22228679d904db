/** A picture of the host's own: a line drawing, or whatever the host draws into an element. */
export interface HostIcon {
  /** A line drawing on a grid of 24, as the `d` of a path. */
  icon?: string
  mountIcon?: (element: HTMLElement) => void
  unmountIcon?: (element: HTMLElement) => void
}

/**
 * What a component has of its own and what the host adds, in one order. A name of its own in the list of the host puts that
 * where it stands there; those that are not named come first, but for the `apart`, which have their place elsewhere.
 */
export function arrange<Own extends string, Added extends { label: string }>(
  own: readonly Own[],
  added: readonly Added[],
  isAdded: (one: Added) => boolean,
  apart: readonly Own[] = [],
): (Own | Added)[] {
  const nameOf = (one: Added) => [...own, ...apart].find((name) => !isAdded(one) && name === one.label)
  const named = added.map(nameOf)
  const inPlace = added.flatMap((one): (Own | Added)[] => {
    const name = nameOf(one)
    if (name) return [name]
    return isAdded(one) ? [one] : []
  })
  return [...own.filter((name) => !named.includes(name)), ...inPlace]
}
